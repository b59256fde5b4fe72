import { textUnderColumns } from '../../documents/passage.ts'
import { buildLexical } from '../lexical/build-postings.ts'
import { mergeLexical } from '../lexical/merge-postings.ts'
import type { StoredPassage } from '../ports.ts'
import { mergePlanes } from '../vectors/merge-planes.ts'
import { quantize } from '../vectors/quantize.ts'
import type { PackContent } from './write-pack.ts'

/** Made without a pause: about a tenth of a second at 1,024 dimensions. */
const PIECE = 1_000

/**
 * The pack of one document with at least one passage, in order and complete. `pause` is awaited now and then,
 * so that a document of many thousand passages does not keep a process from everything else. Throws
 * RangeError where its vectors differ in length, or one of them has no direction.
 */
export async function buildPack(
  botId: string,
  document: { id: string; name: string; encoder?: string | null },
  passages: readonly StoredPassage[],
  pause: () => Promise<void> = async () => {},
): Promise<PackContent> {
  for (const [at, { ordinal }] of passages.entries()) {
    if (ordinal !== at) throw new RangeError(`${document.id}: passage ${at} is missing.`)
  }
  const dimension = passages[0]?.vector.length ?? 0
  const pieces = []
  for (let at = 0; at < passages.length; at += PIECE) {
    if (at > 0) await pause()
    pieces.push(buildPiece(document.name, passages.slice(at, at + PIECE), dimension))
  }
  const { id, name, encoder } = document
  const documents = [{ id, name, rows: passages.length, ...(encoder && { encoder }) }]
  const [only] = pieces
  if (only && pieces.length === 1) return { botId, documents, planes: only.planes, lexical: only.bytes }
  await pause()
  return { botId, documents, planes: mergePlanes(pieces), lexical: mergeLexical(pieces) }
}

function buildPiece(name: string, passages: readonly StoredPassage[], dimension: number) {
  const texts = passages.map(passage => ({
    headingPath: passage.place.headingPath,
    text: textUnderColumns(passage),
  }))
  const vectors = passages.map(({ vector }) => vector)
  return {
    planes: quantize(vectors, passages.length, dimension),
    bytes: buildLexical([{ name, passages: texts }]),
    live: [{ from: 0, to: passages.length }],
  }
}
