'use client'
import { ChevronRight } from 'lucide-react'
import { shownAnswer } from '#lib/client/shown-answer.ts'
import { isOpen, type Turn } from '#lib/client/turn.ts'
import type { Source } from '#lib/core/chat/answer-event.ts'
import { sentencesCiting } from '#lib/core/chat/statements.ts'
import { linesOfQuote } from '#lib/core/quotes/lines-of-quote.ts'
import { SourceCard } from './source-card.tsx'

/** Which of the sources was asked for, counted from 0: another object each time, so that it comes into view again. */
export interface LitSource {
  source: number | null
  /** What is marked in it, where that is not everything that the answer has from there. */
  lines?: readonly string[] | undefined
}

interface SourcesPanelProps {
  turn: Turn | undefined
  lit: LitSource | null
  /** `sentences`: those of the answer that cite it. */
  onOpen: (source: Source, sentences: readonly string[]) => void
}

/** The passages an answer cites, or that come nearest where none answers; those that were looked at without being cited can be unfolded. */
export function SourcesPanel({ turn, lit, onOpen }: SourcesPanelProps) {
  if (!turn || (turn.sources.length === 0 && isOpen(turn))) return <Waiting asked={turn !== undefined} />
  const over = !isOpen(turn)
  const { cited, statements } = shownAnswer(turn)
  const nearest = linesBySource(turn)
  const others = turn.sources.filter(source => !cited.includes(source) && !nearest.has(source))
  const litSource = lit?.source != null ? turn.sources[lit.source] : undefined
  return (
    <div className="grid grid-cols-1 gap-3">
      {cited.length === 0 && over && <p className="text-small text-muted">{nothingCited(turn)}</p>}
      {cited.map(source => {
        const sentences = sentencesCiting(statements, source.n)
        return (
          <SourceCard
            key={source.n}
            source={source}
            sentences={sentences}
            lit={source === litSource ? lit : null}
            onOpen={() => onOpen(source, sentences)}
          />
        )
      })}
      {[...nearest].map(([source, lines]) => {
        const shown = (source === litSource && lit?.lines) || lines
        return (
          <SourceCard
            key={`${source.documentId} ${source.start}`}
            source={source}
            sentences={shown}
            lit={source === litSource ? lit : null}
            onOpen={() => onOpen(source, shown)}
          />
        )
      })}
      {others.length > 0 && over && (
        <details className="group">
          <summary className="flex min-h-9 touchable list-none items-center gap-1.5 rounded-control text-small font-medium text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight size={16} aria-hidden className="transition-transform group-open:rotate-90" />
            Also looked at ({others.length})
          </summary>
          <div className="mt-2 grid grid-cols-1 gap-3">
            {others.map(source => (
              <SourceCard
                key={`${source.documentId} ${source.start}`}
                source={source}
                sentences={[]}
                lit={null}
                onOpen={() => onOpen(source, [])}
              />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}

/** The sources of the nearest places, best first, each with what stands there. */
function linesBySource({ quoted, sources }: Turn): Map<Source, string[]> {
  const lines = new Map<Source, string[]>()
  for (const quote of quoted?.nearest ?? []) {
    const source = sources[quote.source]!
    lines.set(source, [...(lines.get(source) ?? []), ...linesOfQuote(quote)])
  }
  return lines
}

function nothingCited({ sources, status, quoted }: Turn): string {
  if (quoted && quoted.nearest.length > 0) return 'Nothing answers this. These places come nearest.'
  if (sources.length > 0) return 'The answer cites none of your documents.'
  return status === 'done'
    ? 'Nothing in your documents comes near this question.'
    : 'The answer ended before its passages were found.'
}

function Waiting({ asked }: { asked: boolean }) {
  return (
    <div className="grid gap-4">
      <div aria-hidden className="card grid gap-2.5 p-4 opacity-70">
        <span className="h-2 w-2/5 rounded-full bg-control/60" />
        <span className="mt-1 h-1.5 w-full rounded-full bg-line" />
        <span className="h-1.5 w-4/5 rounded-full bg-mark outline outline-offset-3 outline-accent" />
        <span className="h-1.5 w-full rounded-full bg-line" />
        <span className="h-1.5 w-1/2 rounded-full bg-line" />
      </div>
      <p className="text-small text-muted">
        {asked
          ? 'Looking for the passages that answer.'
          : 'Ask something. The passages that answer appear here, with the words that matter marked.'}
      </p>
    </div>
  )
}
