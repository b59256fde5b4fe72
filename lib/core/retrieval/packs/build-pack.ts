import type { StoredPassage } from '../../ports.ts'
import { buildLexical } from '../lexical/build-postings.ts'
import { quantize } from '../vectors/quantize.ts'
import type { PackContent } from './write-pack.ts'

/**
 * The pack of one document with at least one passage, in order and complete. Throws RangeError where its
 * vectors differ in length, or one of them has no direction.
 */
export function buildPack(
  botId: string,
  document: { id: string; name: string },
  passages: readonly StoredPassage[],
): PackContent {
  for (const [at, { ordinal }] of passages.entries()) {
    if (ordinal !== at) throw new RangeError(`${document.id}: passage ${at} is missing.`)
  }
  const texts = passages.map(({ place, text }) => ({ headingPath: place.headingPath, text }))
  return {
    botId,
    documents: [{ id: document.id, name: document.name, rows: passages.length }],
    planes: quantize(
      passages.map(({ vector }) => vector),
      passages.length,
      passages[0]?.vector.length ?? 0,
    ),
    lexical: buildLexical([{ name: document.name, passages: texts }]),
  }
}
