/** @jsxImportSource preact */
import { type ShownAnswer, shownAnswer } from '../../../lib/client/shown-answer.ts'
import { isOpen, type Turn, UNKEPT } from '../../../lib/client/turn.ts'
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import { exactPlace } from '../../../lib/core/chat/exact-place.ts'
import { sentenceOf, sentencesCiting } from '../../../lib/core/chat/statements.ts'
import { placeInDocument } from '../../../lib/core/documents/place.ts'
import { Answer } from './answer.tsx'
import { documentLabel } from './document-label.ts'
import { Icon } from './icon.tsx'
import { QuotedAnswerView } from './quoted-answer.tsx'

/** Opens a source; the sentences are those of the answer that led to it. */
export type OpenSource = (source: Source, sentences: readonly string[]) => void

export function TurnView(props: { turn: Turn; last: boolean; open: OpenSource; onRetry: () => void }) {
  const { turn, last, open, onRetry } = props
  const answer = shownAnswer(turn)
  return (
    <article>
      <p class="question">
        <span class="unseen">You asked: </span>
        {turn.question}
      </p>
      {turn.searched && (
        <p class="searched">
          Searched for <em>{turn.searched}</em>
        </p>
      )}
      {turn.quoted && <QuotedAnswerView quoted={turn.quoted} sources={turn.sources} open={open} />}
      {answer.blocks.length > 0 && (
        <Answer
          blocks={answer.blocks}
          open={citation => {
            const source = turn.sources.find(({ n }) => n === citation.n)
            if (source) open(source, [sentenceOf(answer.statements, citation)])
          }}
        />
      )}
      {turn.status === 'waiting' && (
        <p class="thinking">
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          Looking in the documents
        </p>
      )}
      {turn.status === 'done' && turn.summary?.answered === false && !turn.quoted && (
        <p class="verdict">
          <Icon name="none" />
          {turn.text ? 'Not found in our documents' : 'The documents do not say.'}
        </p>
      )}
      {turn.status === 'stopped' && <p class="verdict">{turn.text ? 'Stopped here' : 'Stopped'}</p>}
      {!isOpen(turn) && !turn.quoted && answer.cited.length > 0 && (
        <ul class="sources" aria-label="Sources">
          {answer.cited.map(source => (
            <li key={source.n}>
              <SourceChip source={source} answer={answer} open={open} />
            </li>
          ))}
        </ul>
      )}
      {turn.unkept && (
        <p class="verdict">
          <Icon name="alert" />
          {UNKEPT}
        </p>
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

function SourceChip({ source, answer, open }: { source: Source; answer: ShownAnswer; open: OpenSource }) {
  const sentences = sentencesCiting(answer.statements, source.n)
  const place = placeInDocument(exactPlace(source, sentences), source.documentName)
  return (
    <button type="button" class="chip" onClick={() => open(source, sentences)}>
      <b>{source.n}</b> {documentLabel(source.documentName)}
      {place && ` · ${place}`}
    </button>
  )
}
