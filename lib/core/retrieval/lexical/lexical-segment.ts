import type { RowRange } from '../row-range.ts'
import { LANGUAGES, type Language } from './language.ts'
import { BLOCK, type Layout, layOut, MAGIC } from './section-layout.ts'
import type { LanguageRun } from './section-writer.ts'

/** Where the postings of a term are, and how many rows they name, dead ones included. */
export interface Postings {
  rows: number
  from: number
  to: number
}

/** Rows read out of postings; reused from term to term. */
export interface Hits {
  rows: Uint32Array
  counts: Uint32Array
}

/**
 * A lexical section as it lies in memory; nothing is decoded before it is asked for. Bytes that are no
 * section, or break off, throw a RangeError, at the latest when the broken place is read.
 */
export class LexicalSegment {
  readonly rows: number
  /** Of memory. */
  readonly bytes: number
  readonly longest: number
  /** Words of each row. */
  readonly lengths: Uint16Array
  /** Words of all rows before each `STEP`th. */
  readonly #before: Float64Array
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #layout: Layout

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#layout = this.#readHeader()
    this.rows = this.#layout.rows
    this.lengths = this.#readLengths()
    this.#before = new Float64Array(Math.floor(this.rows / STEP) + 1)
    let longest = 0
    let total = 0
    for (let row = 0; row < this.rows; row++) {
      if (row % STEP === 0) this.#before[row / STEP] = total
      const length = this.lengths[row]!
      total += length
      if (length > longest) longest = length
    }
    if (this.rows % STEP === 0) this.#before[this.rows / STEP] = total
    this.longest = longest
    this.bytes = bytes.byteLength + this.#before.byteLength
  }

  /** Words of all live rows together. */
  totalLength(live: readonly RowRange[]): number {
    return live.reduce((sum, { from, to }) => sum + this.#wordsBefore(to) - this.#wordsBefore(from), 0)
  }

  /** Rows of one language after one another. */
  languageRuns(): LanguageRun[] {
    const { runs, runsAt } = this.#layout
    return Array.from({ length: runs }, (_, at) => {
      const end = this.#view.getUint32(runsAt + 8 * at, true)
      const language = LANGUAGES[this.#view.getUint32(runsAt + 8 * at + 4, true)]
      if (!language) throw broken('an unknown language')
      return { end, language }
    })
  }

  /** The languages of the live rows. */
  languages(live: readonly RowRange[]): Set<Language> {
    const found = new Set<Language>()
    let at = 0
    let from = 0
    for (const { end, language } of this.languageRuns()) {
      while (at < live.length && live[at]!.to <= from) at++
      if (at < live.length && live[at]!.from < end) found.add(language)
      from = end
    }
    return found
  }

  /** The postings of a term, given as UTF-8. */
  find(term: Uint8Array): Postings | undefined {
    let low = 0
    let high = this.#layout.blocks - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (compare(this.#firstOf(middle), term) <= 0) low = middle
      else high = middle - 1
    }
    if (this.#layout.blocks === 0) return undefined
    const cursor = this.terms(low)
    for (let left = BLOCK; left > 0 && cursor.next(); left--) {
      const order = compare(cursor.term, term)
      if (order === 0) return cursor.postings
      if (order > 0) return undefined
    }
    return undefined
  }

  /** Reads the dictionary in order, from a block on. */
  terms(block = 0): TermCursor {
    return new TermCursor(this.#bytes, this.#view, this.#layout, block)
  }

  /** Reads the live rows of postings into `hits`, which must have room for them; returns how many. */
  read(postings: Postings, live: readonly RowRange[], hits: Hits): number {
    const bytes = this.#bytes
    const { rows, counts } = hits
    let found = 0
    let at = postings.from
    let next = 0
    let range = 0
    let from = live[0]?.from ?? this.rows
    let to = live[0]?.to ?? this.rows
    while (at < postings.to) {
      let value = bytes[at++]!
      if (value > 127) {
        value &= 127
        for (let shift = 7; ; shift += 7) {
          const byte = bytes[at++]!
          if (shift > 28) throw broken('a number too large')
          value += (byte & 127) * 2 ** shift
          if (!(byte > 127)) break
        }
      }
      const row = next + Math.floor(value / 2)
      if (!(row < this.rows)) throw broken('a row beyond the last')
      next = row + 1
      let count = 1
      if (value % 2 === 1) {
        count = 2
        for (let shift = 0; ; shift += 7) {
          const byte = bytes[at++]!
          if (shift > 28) throw broken('a number too large')
          count += (byte & 127) * 2 ** shift
          if (!(byte > 127)) break
        }
      }
      while (row >= to && range < live.length) {
        range++
        from = live[range]?.from ?? this.rows
        to = live[range]?.to ?? this.rows
      }
      if (row < from) continue
      rows[found] = row
      counts[found] = count
      found++
    }
    return found
  }

  #readHeader(): Layout {
    if (this.#bytes.length < 32 || this.#view.getUint32(0, true) !== MAGIC) throw broken('no lexical section')
    const [rows, runs, terms, blocks, dictionary, postings] = Array.from({ length: 6 }, (_, at) =>
      this.#view.getUint32(4 + 4 * at, true),
    ) as [number, number, number, number, number, number]
    const layout = layOut(rows, runs, terms, dictionary, postings)
    if (layout.end !== this.#bytes.length || layout.blocks !== blocks) throw broken('another length')
    return layout
  }

  #readLengths(): Uint16Array {
    const from = this.#bytes.byteOffset + this.#layout.lengthsAt
    if (from % 2 === 0) return new Uint16Array(this.#bytes.buffer, from, this.rows)
    const copy = this.#bytes.slice(this.#layout.lengthsAt, this.#layout.lengthsAt + 2 * this.rows)
    return new Uint16Array(copy.buffer)
  }

  #wordsBefore(row: number): number {
    const step = Math.floor(row / STEP)
    let total = this.#before[step]!
    for (let at = step * STEP; at < row; at++) total += this.lengths[at]!
    return total
  }

  #firstOf(block: number): Uint8Array {
    const cursor = this.terms(block)
    cursor.next()
    return cursor.term
  }
}

/** Rows between two sums of lengths: a withdrawn document costs at most two of them to add up. */
const STEP = 64

/** Reads terms in order. */
export class TermCursor {
  postings: Postings = { rows: 0, from: 0, to: 0 }
  readonly #bytes: Uint8Array
  readonly #layout: Layout
  readonly #term = new Uint8Array(LONGEST_TERM)
  #length = 0
  #at: number
  #left: number

  constructor(bytes: Uint8Array, view: DataView, layout: Layout, block: number) {
    this.#bytes = bytes
    this.#layout = layout
    this.#left = layout.terms - block * BLOCK
    if (layout.blocks === 0) {
      this.#at = layout.postingsAt
      return
    }
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

/** In bytes: 64 characters of three bytes and a letter for the language. */
const LONGEST_TERM = 256

/** In the order of bytes. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length)
  for (let at = 0; at < most; at++) if (a[at] !== b[at]) return a[at]! - b[at]!
  return a.length - b.length
}

function broken(what: string): RangeError {
  return new RangeError(`lexical section is broken: ${what}`)
}
