import { mergeLexical } from '../lexical/merge-postings.ts'
import type { RowRange } from '../row-range.ts'
import { mergePlanes } from '../vectors/merge-planes.ts'
import { liveRows } from './live-rows.ts'
import type { PackedDocument } from './pack-format.ts'
import type { PackContent } from './write-pack.ts'

/**
 * One pack of several of the same bot and dimension, with the documents that `isLive` lets through, each
 * once. Null where none is left.
 */
export function mergePacks(
  inputs: readonly PackContent[],
  isLive: (documentId: string) => boolean,
): PackContent | null {
  const seen = new Set<string>()
  const documents: PackedDocument[] = []
  const parts: { input: PackContent; live: RowRange[] }[] = []
  for (const input of inputs) {
    const live = liveRows(input.documents, document => {
      if (!isLive(document.id) || seen.has(document.id)) return false
      seen.add(document.id)
      documents.push(document)
      return true
    })
    if (live.length) parts.push({ input, live })
  }
  if (!parts.length) return null
  return {
    botId: parts[0]!.input.botId,
    documents,
    planes: mergePlanes(parts.map(({ input, live }) => ({ planes: input.planes, live }))),
    lexical: mergeLexical(parts.map(({ input, live }) => ({ bytes: input.lexical, live }))),
  }
}
