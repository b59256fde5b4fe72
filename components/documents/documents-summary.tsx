import { readyOf, type ShownCounts } from '#lib/client/document-counts.ts'
import { formatCount } from '#lib/client/format.ts'

/** `12 of 18 ready`: what a long list does not tell at a glance. One row tells it itself. */
export function DocumentsSummary({ counts }: { counts: ShownCounts }) {
  if (counts.total < 2) return null
  return (
    <p className="-mb-3 text-small font-medium text-muted tabular-nums">
      {readyOf(counts)}
      {counts.failed > 0 && (
        <span className="text-bad"> · {formatCount(counts.failed)} could not be read</span>
      )}
      {counts.notAdded > 0 && (
        <span className="text-bad"> · {formatCount(counts.notAdded)} could not be added</span>
      )}
    </p>
  )
}
