import type { RowRange } from '../row-range.ts'
import { LANGUAGES, type Language } from './language.ts'
import { type Hits, type Postings, readRows, readRuns, type Tally, tallyRows } from './read-postings.ts'
import { broken, HEADER_BYTES, type Layout, layOut, MAGIC } from './section-layout.ts'
import type { LanguageRun } from './section-writer.ts'
import { TermCursor } from './term-cursor.ts'

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
  readonly #finder: TermCursor
  #runs: LanguageRun[] | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#layout = this.#readHeader()
    this.#finder = new TermCursor(bytes, this.#layout)
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
  languageRuns(): readonly LanguageRun[] {
    this.#runs ??= this.#readRuns()
    return this.#runs
  }

  #readRuns(): LanguageRun[] {
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

  /** Calls `visit` with each form of a stem, and the stem itself, given as UTF-8; not from within `visit`. */
  find(stem: Uint8Array, visit: (found: TermCursor) => void): void {
    this.#finder.seek(stem)
    while (this.#finder.next()) {
      const order = this.#finder.compareStem(stem)
      if (order === 0) visit(this.#finder)
      if (order > 0) return
    }
  }

  /** Reads the dictionary in order. */
  terms(): TermCursor {
    return new TermCursor(this.#bytes, this.#layout)
  }

  /** Reads the live rows of a term into `hits` from `at` on, which must have room for them; returns where it ends. */
  read(postings: Postings, live: readonly RowRange[], hits: Hits, at = 0): number {
    return readRows(this.#bytes, postings, this.rows, live, hits, at)
  }

  /** Adds the live rows of a form to a tally, as `tallyRows` does. */
  tally(
    { postings, asked }: { postings: Postings; asked: boolean },
    live: readonly RowRange[],
    tally: Tally,
    offset: number,
    foundEnd: number,
  ): number {
    return tallyRows(this.#bytes, postings, this.rows, live, tally, asked, offset, foundEnd)
  }

  /** Likewise of a title's term: runs of rows that have it, cut where rows are dead. */
  readRuns(postings: Postings, live: readonly RowRange[]): RowRange[] {
    return readRuns(this.#bytes, postings, this.rows, live)
  }

  #readHeader(): Layout {
    if (this.#bytes.length < HEADER_BYTES || this.#view.getUint32(0, true) !== MAGIC)
      throw broken('no lexical section')
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
}

/** Rows between two sums of lengths: a withdrawn document costs at most two of them to add up. */
const STEP = 64
