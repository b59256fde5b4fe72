import type { PreviewedPassage, Score } from '#lib/core/chat/search-preview-result.ts'

/** Three bars: found by its words, by its meaning, and both together. */
export function ScoreBars({ passage }: { passage: PreviewedPassage }) {
  return (
    <dl className="grid grid-cols-3 gap-x-4 gap-y-2.5 md:grid-cols-1">
      <ScoreBar name="Words" score={passage.words} />
      <ScoreBar name="Meaning" score={passage.meaning} />
      <ScoreBar name="Together" score={passage.together} strong />
    </dl>
  )
}

function ScoreBar({ name, score, strong = false }: { name: string; score: Score; strong?: boolean }) {
  const { points, measured } = score
  const look = strong ? 'font-semibold' : 'text-muted'
  return (
    <div
      title={`Measured: ${measured.toPrecision(3)}`}
      className="relative flex items-baseline justify-between gap-2 pb-2 text-tiny"
    >
      <dt className={look}>{name}</dt>
      <dd className={`tabular-nums ${look}`}>
        {points}
        <span className="sr-only"> of 100</span>
        <span aria-hidden className="absolute inset-x-0 bottom-0 h-1 overflow-hidden rounded-full bg-line">
          <span
            className={`block h-full rounded-full ${strong ? 'bg-accent' : 'bg-control'}`}
            style={{ width: `${points}%` }}
          />
        </span>
      </dd>
    </div>
  )
}
