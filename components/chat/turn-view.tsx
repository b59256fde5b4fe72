'use client'
import { BookOpen, CircleCheck, CircleHelp } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { quotedPlaces } from '#lib/client/quoted-places.ts'
import { shownAnswer } from '#lib/client/shown-answer.ts'
import { isOpen, type Turn, UNKEPT } from '#lib/client/turn.ts'
import type { AnswerSummary, Source } from '#lib/core/chat/answer-event.ts'
import { exactPlace } from '#lib/core/chat/exact-place.ts'
import { sentencesCiting } from '#lib/core/chat/statements.ts'
import { AnswerText } from './answer-text.tsx'
import { QuotedAnswerView } from './quoted-answer.tsx'
import type { OpenSource, ShowSource } from './show-source.ts'

interface TurnViewProps {
  turn: Turn
  onShow: ShowSource
  onOpen: OpenSource
  /** Asks once more; null where that is not offered. */
  onAgain: (() => void) | null
}

export function TurnView({ turn, onShow, onOpen, onAgain }: TurnViewProps) {
  const { question, text, status, summary, problem } = turn
  const sources = useMemo(() => placedSources(turn), [turn])
  return (
    <article className="grid grid-cols-1 gap-4">
      <p
        dir="auto"
        className="ms-auto w-fit max-w-[85%] animate-rise rounded-card rounded-ee-[3px] bg-ink px-3.5 py-2.5 whitespace-pre-wrap text-wall"
      >
        <span className="sr-only">You asked: </span>
        {question}
      </p>
      <div className="grid max-w-reading grid-cols-1 gap-3">
        {turn.searched && (
          <p className="text-small text-muted">
            Searched for <em className="text-ink">{turn.searched}</em>
          </p>
        )}
        {turn.quoted ? (
          <QuotedAnswerView quoted={turn.quoted} sources={turn.sources} onShow={onShow} onOpen={onOpen} />
        ) : (
          text && (
            <AnswerText
              blocks={shownAnswer(turn).blocks}
              sources={sources}
              onCite={n => onShow(sources.findIndex(source => source.n === n))}
            />
          )
        )}
        {status === 'waiting' && <Looking found={sources.length > 0} />}
        {summary && !problem && <Verdict turn={turn} summary={summary} onShow={() => onShow(null)} />}
        {status === 'stopped' && <p className="text-small text-muted">You stopped this answer.</p>}
        {turn.unkept && <Notice tone="doubt" title={UNKEPT} />}
        {problem && (
          <Notice
            tone="bad"
            title={problem.message}
            action={onAgain && <Button onClick={onAgain}>Try again</Button>}
          >
            {problem.nextStep}
            {problem.requestId && (
              <p className="mt-1 text-muted [overflow-wrap:anywhere]">Reference: {problem.requestId}</p>
            )}
          </Notice>
        )}
      </div>
    </article>
  )
}

/** Each with the place of what the answer takes from it, as its card names it: known once all is said. */
function placedSources(turn: Turn): readonly Source[] {
  if (isOpen(turn)) return turn.sources
  const { statements } = shownAnswer(turn)
  return turn.sources.map(source =>
    source.n === null
      ? source
      : { ...source, place: exactPlace(source, sentencesCiting(statements, source.n)) },
  )
}

function Looking({ found }: { found: boolean }) {
  return (
    <p className="flex items-center gap-2.5 text-muted">
      <span aria-hidden className="flex gap-1">
        <span className="size-1.5 animate-breathe rounded-full bg-accent" />
        <span className="size-1.5 animate-breathe rounded-full bg-accent [animation-delay:200ms]" />
        <span className="size-1.5 animate-breathe rounded-full bg-accent [animation-delay:400ms]" />
      </span>
      {found ? 'Reading the passages' : 'Looking in your documents'}
    </p>
  )
}

/** One calm line: did the documents answer, and how many places say so. */
function Verdict({ turn, summary, onShow }: { turn: Turn; summary: AnswerSummary; onShow: () => void }) {
  const cited = shownAnswer(turn).cited.length
  const answered = summary.answered && cited > 0
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small">
      {turn.quoted ? (
        // Under doubt a count of places would sound surer than it is; under a summary it says nothing.
        cited > 0 &&
        turn.quoted.said === '' && (
          <p className="text-muted">{quotedFrom(quotedPlaces(turn.quoted, turn.sources))}</p>
        )
      ) : answered ? (
        <p className="flex items-center gap-1.5 text-ok">
          <CircleCheck size={16} aria-hidden />
          {cited === 1 ? 'From one place in your documents' : `From ${cited} places in your documents`}
        </p>
      ) : (
        !summary.answered && (
          <p className="flex items-center gap-1.5 text-doubt">
            <CircleHelp size={16} aria-hidden />
            Your documents do not answer this
          </p>
        )
      )}
      {turn.sources.length > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="inline-flex min-h-9 touchable items-center gap-1.5 font-medium text-accent hover:underline xl:hidden"
        >
          <BookOpen size={16} aria-hidden />
          {answered ? 'Show where' : 'What was looked at'}
        </button>
      )}
    </div>
  )
}

function quotedFrom(places: number): string {
  return places === 1 ? 'Quoted from one place' : `Quoted from ${places} places`
}
