import type { RowRange } from '../row-range.ts'
import type { PackedDocument } from './pack-format.ts'

/** The rows of the documents that `isLive` lets through, joined where they touch. */
export function liveRows(
  documents: readonly PackedDocument[],
  isLive: (document: PackedDocument) => boolean,
): RowRange[] {
  const ranges: RowRange[] = []
  let from = 0
  for (const document of documents) {
    const to = from + document.rows
    if (isLive(document)) {
      const last = ranges.at(-1)
      if (last?.to === from) last.to = to
      else ranges.push({ from, to })
    }
    from = to
  }
  return ranges
}
