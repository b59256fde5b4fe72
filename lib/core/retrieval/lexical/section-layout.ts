/**
 * The lexical section of a pack; all numbers little-endian, `u32` unless said otherwise:
 *
 *     header    8 numbers: magic, rows, languages' runs, terms, blocks, bytes of the dictionary, of the postings, 0
 *     runs      of rows of one language after one another: end row, language's place in LANGUAGES
 *     blocks    where its dictionary bytes begin, where its postings begin
 *     lengths   u16 per row: words that count, at most 65,535; padded to a multiple of 4 bytes
 *     dictionary, in blocks of `BLOCK` terms in the order of their UTF-8 bytes. Per term varints:
 *               bytes shared with the term before (0 for the first of a block), own bytes, the bytes, rows
 *               that have it, bytes of its postings
 *     postings  of a term: per row its count there, a byte; then per row varint of the rows skipped since the
 *               last one. Two loops without surprises read them twice as fast as one that decides row by row
 *               of a title's term, per run of rows: varints of rows skipped, of rows - 1
 *
 * Opening reads the header; a term is found by halving the blocks, then reading one of them.
 */
export const MAGIC = 0x32584c44 // 'DLX2'
export const HEADER_BYTES = 32
/** Terms that share one entry in the table of blocks: each block costs 8 bytes, each lookup half a block. */
export const BLOCK = 16

/** Terms of titles begin with a capital, and stand before all others. */
export function isTitle(term: Uint8Array): boolean {
  return term[0]! < 0x61
}

export interface Layout {
  rows: number
  runs: number
  terms: number
  blocks: number
  runsAt: number
  blocksAt: number
  lengthsAt: number
  dictionaryAt: number
  postingsAt: number
  end: number
}

export function layOut(
  rows: number,
  runs: number,
  terms: number,
  dictionaryBytes: number,
  postingsBytes: number,
): Layout {
  const blocks = Math.ceil(terms / BLOCK)
  const runsAt = HEADER_BYTES
  const blocksAt = runsAt + 8 * runs
  const lengthsAt = blocksAt + 8 * blocks
  const dictionaryAt = lengthsAt + 4 * Math.ceil(rows / 2)
  const postingsAt = dictionaryAt + dictionaryBytes
  const end = postingsAt + postingsBytes
  return { rows, runs, terms, blocks, runsAt, blocksAt, lengthsAt, dictionaryAt, postingsAt, end }
}

export function broken(what: string): RangeError {
  return new RangeError(`lexical section is broken: ${what}`)
}
