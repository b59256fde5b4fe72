/** @jsxImportSource preact */

import { sentencesCiting } from '../../../lib/client/turn.ts'
import { citedSources } from '../../../lib/core/chat/answer-blocks.ts'
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import { exactPlace } from '../../../lib/core/chat/exact-place.ts'
import { Answer, type OpenSource, useAnswer } from './answer.tsx'
import type { Turn } from './conversation.ts'
import { Icon } from './icon.tsx'
import { documentLabel, placeLabel } from './place-label.ts'

export function TurnView(props: { turn: Turn; last: boolean; open: OpenSource; onRetry: () => void }) {
  const { turn, last, open, onRetry } = props
  const working = turn.status === 'waiting' || turn.status === 'answering'
  const blocks = useAnswer(turn.answer, turn.sources, working)
  const cited = citedSources({ text: turn.answer, sources: turn.sources })
  return (
    <article>
      <p class="question">
        <span class="unseen">You asked: </span>
        {turn.question}
      </p>
      {turn.status === 'waiting' && !turn.answer && (
        <p class="thinking">
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          Looking in the documents
        </p>
      )}
      {blocks.length > 0 && <Answer blocks={blocks} open={open} />}
      {turn.status === 'done' && !turn.answered && (
        <p class="verdict">
          <Icon name="none" />
          {turn.answer ? 'Not found in our documents' : 'The documents do not say.'}
        </p>
      )}
      {turn.status === 'stopped' && <p class="verdict">{turn.answer ? 'Stopped here' : 'Stopped'}</p>}
      {!working && cited.length > 0 && (
        <ul class="sources" aria-label="Sources">
          {cited.map(source => (
            <li key={source.n}>
              <SourceChip source={source} turn={turn} onOpen={() => open(source.n!, turn.answer)} />
            </li>
          ))}
        </ul>
      )}
      {turn.problem && (
        <div class="problem">
          <Icon name="alert" />
          <p>
            <strong>{turn.problem.message}</strong> {turn.problem.nextStep}
            {turn.problem.requestId && <small>Reference: {turn.problem.requestId}</small>}
          </p>
          {last && (
            <button type="button" class="outlined" onClick={onRetry}>
              <Icon name="retry" />
              Try again
            </button>
          )}
        </div>
      )}
    </article>
  )
}

function SourceChip({ source, turn, onOpen }: { source: Source; turn: Turn; onOpen: () => void }) {
  const cited = sentencesCiting({ text: turn.answer, sources: turn.sources }, source.n)
  const place = placeLabel(exactPlace(source, cited))
  return (
    <button type="button" class="chip" onClick={onOpen}>
      <b>{source.n}</b> {documentLabel(source.documentName)}
      {place && ` · ${place}`}
    </button>
  )
}
