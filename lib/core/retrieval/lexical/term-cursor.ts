import { FORM } from './analyze.ts'
import type { Postings } from './read-postings.ts'
import { BLOCK, broken, type Layout } from './section-layout.ts'

/** Reads the terms of a dictionary in order. */
export class TermCursor {
  /** Where the postings of the next term begin. */
  #next = 0
  /** Of the term; how many rows they name, and where they lie. */
  #rows = 0
  #from = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #layout: Layout
  readonly #term = new Uint8Array(LONGEST_TERM)
  #length = 0
  #at = 0
  #left = 0

  /** Stands before the first term. */
  constructor(bytes: Uint8Array, layout: Layout) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#layout = layout
    this.toBlock(0)
  }

  /** Stands before the first term of the last block that does not begin behind `term`; or of the first block. */
  seek(term: Uint8Array): void {
    let low = 0
    let high = this.#layout.blocks - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.#compareFirst(middle, term) <= 0) low = middle
      else high = middle - 1
    }
    this.toBlock(low)
  }

  toBlock(block: number): void {
    const { terms, blocks, dictionaryAt, postingsAt } = this.#layout
    this.#left = terms - block * BLOCK
    this.#length = 0
    if (blocks === 0) return
    this.#at = dictionaryAt + this.#firstNumber(block, 0)
    this.#next = postingsAt + this.#firstNumber(block, 4)
  }

  #firstNumber(block: number, more: number): number {
    return this.#view.getUint32(this.#layout.blocksAt + 8 * block + more, true)
  }

  /** The first term of a block is there whole: compared where it lies. */
  #compareFirst(block: number, term: Uint8Array): number {
    this.#at = this.#layout.dictionaryAt + this.#firstNumber(block, 0) + 1
    const own = this.#varint()
    const most = Math.min(own, term.length)
    for (let at = 0; at < most; at++) {
      const order = this.#bytes[this.#at + at]! - term[at]!
      if (order !== 0) return order
    }
    return own - term.length
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
    for (let at = 0; at < own; at++) this.#term[shared + at] = this.#bytes[this.#at + at]!
    this.#length = shared + own
    this.#at += own
    this.#rows = this.#varint()
    this.#from = this.#next
    this.#next += this.#varint()
    if (this.#next > this.#layout.end) throw broken('postings that break off')
    return true
  }

  get postings(): Postings {
    return { rows: this.#rows, from: this.#from, to: this.#next }
  }

  /** How the term stands to a stem: 0 for the stem itself and all of its forms. */
  compareStem(stem: Uint8Array): number {
    for (let at = 0; at < stem.length; at++) {
      if (at >= this.#length) return -1
      const order = this.#term[at]! - stem[at]!
      if (order !== 0) return order
    }
    return this.#length === stem.length || this.#term[stem.length] === FORM.charCodeAt(0) ? 0 : 1
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
