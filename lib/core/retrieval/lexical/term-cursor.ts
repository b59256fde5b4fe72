import { FORM } from './analyze.ts'
import type { Postings } from './read-postings.ts'
import { BLOCK, broken, type Layout } from './section-layout.ts'

/** Reads the terms of a dictionary in order. */
export class TermCursor {
  postings: Postings = { rows: 0, from: 0, to: 0 }
  readonly #bytes: Uint8Array
  readonly #layout: Layout
  readonly #term = new Uint8Array(LONGEST_TERM)
  #length = 0
  #at: number
  #left: number

  /** Begins at a block, which must exist unless it is the first. */
  constructor(bytes: Uint8Array, view: DataView, layout: Layout, block: number) {
    this.#bytes = bytes
    this.#layout = layout
    this.#left = layout.terms - block * BLOCK
    this.#at = layout.postingsAt
    if (layout.blocks === 0) return
    this.#at = layout.dictionaryAt + view.getUint32(layout.blocksAt + 8 * block, true)
    this.postings.to = layout.postingsAt + view.getUint32(layout.blocksAt + 8 * block + 4, true)
  }

  /** As UTF-8; good until the next call of `next`. */
  get term(): Uint8Array {
    return this.#term.subarray(0, this.#length)
  }

  /** False behind the last. */
  next(): boolean {
    if (this.#left <= 0) return false
    this.#left--
    const shared = this.#varint()
    const own = this.#varint()
    if (shared > this.#length || shared + own > LONGEST_TERM) throw broken('a term too long')
    if (this.#at + own > this.#layout.postingsAt) throw broken('a term that breaks off')
    this.#term.set(this.#bytes.subarray(this.#at, this.#at + own), shared)
    this.#length = shared + own
    this.#at += own
    const rows = this.#varint()
    const from = this.postings.to
    const to = from + this.#varint()
    if (to > this.#layout.end) throw broken('postings that break off')
    this.postings = { rows, from, to }
    return true
  }

  #varint(): number {
    let value = 0
    for (let shift = 0; shift <= 28; shift += 7) {
      if (this.#at >= this.#layout.postingsAt) throw broken('a dictionary that breaks off')
      const byte = this.#bytes[this.#at++]!
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
    throw broken('a number too large')
  }
}

/** In bytes: 64 characters of three bytes and a letter for the language, or two times 64 plain ones. */
const LONGEST_TERM = 256

/** In the order of bytes. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length)
  for (let at = 0; at < most; at++) if (a[at] !== b[at]) return a[at]! - b[at]!
  return a.length - b.length
}

/** 0 for the stem itself and all of its forms. */
export function compareStem(term: Uint8Array, stem: Uint8Array): number {
  const order = compare(term.length > stem.length ? term.subarray(0, stem.length) : term, stem)
  if (order !== 0 || term.length === stem.length) return order
  return term[stem.length] === FORM.charCodeAt(0) ? 0 : 1
}
