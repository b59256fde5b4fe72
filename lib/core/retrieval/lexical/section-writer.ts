import { ByteWriter } from './byte-writer.ts'
import { LANGUAGES, type Language } from './language.ts'
import { LARGEST_COUNT } from './read-postings.ts'
import { BLOCK, isTitle, layOut, MAGIC } from './section-layout.ts'

/** Rows `0` up to `end`, or from the end of the run before, are of one language. */
export interface LanguageRun {
  end: number
  language: Language
}

/** Writes a section: first terms in the order of their bytes, then everything else. */
export class SectionWriter {
  readonly #dictionary = new ByteWriter()
  readonly #postings = new ByteWriter()
  readonly #blocks: number[] = []
  #terms = 0
  #last = new Uint8Array()

  /** `rows` ascending and different, `counts` at least 1; both are read up to `length`. */
  add(term: Uint8Array, rows: ArrayLike<number>, counts: ArrayLike<number>, length: number): void {
    if (this.#terms % BLOCK === 0) {
      this.#blocks.push(this.#dictionary.length, this.#postings.length)
      this.#last = new Uint8Array()
    }
    const before = this.#postings.length
    if (isTitle(term)) this.#writeRuns(rows, length)
    else this.#writeRows(rows, counts, length)
    const shared = sharedBytes(this.#last, term)
    this.#dictionary.varint(shared)
    this.#dictionary.varint(term.length - shared)
    this.#dictionary.append(term.subarray(shared))
    this.#dictionary.varint(length)
    this.#dictionary.varint(this.#postings.length - before)
    this.#last = term.slice()
    this.#terms++
  }

  #writeRows(rows: ArrayLike<number>, counts: ArrayLike<number>, length: number): void {
    const small = new Uint8Array(length)
    for (let at = 0; at < length; at++) small[at] = Math.min(counts[at]!, LARGEST_COUNT)
    this.#postings.append(small)
    let next = 0
    for (let at = 0; at < length; at++) {
      this.#postings.varint(rows[at]! - next)
      next = rows[at]! + 1
    }
  }

  #writeRuns(rows: ArrayLike<number>, length: number): void {
    let next = 0
    for (let at = 0; at < length; ) {
      let end = at + 1
      while (end < length && rows[end] === rows[end - 1]! + 1) end++
      this.#postings.varint(rows[at]! - next)
      this.#postings.varint(end - at - 1)
      next = rows[end - 1]! + 1
      at = end
    }
  }

  finish(lengths: ArrayLike<number>, runs: readonly LanguageRun[]): Uint8Array {
    const [dictionary, postings] = [this.#dictionary.written(), this.#postings.written()]
    const layout = layOut(lengths.length, runs.length, this.#terms, dictionary.length, postings.length)
    const bytes = new Uint8Array(layout.end)
    const view = new DataView(bytes.buffer)
    const { rows, terms, blocks } = layout
    const header = [MAGIC, rows, runs.length, terms, blocks, dictionary.length, postings.length, 0]
    for (const [at, value] of header.entries()) view.setUint32(4 * at, value, true)
    for (const [at, { end, language }] of runs.entries()) {
      view.setUint32(layout.runsAt + 8 * at, end, true)
      view.setUint32(layout.runsAt + 8 * at + 4, LANGUAGES.indexOf(language), true)
    }
    for (const [at, value] of this.#blocks.entries()) view.setUint32(layout.blocksAt + 4 * at, value, true)
    for (let row = 0; row < rows; row++)
      view.setUint16(layout.lengthsAt + 2 * row, Math.min(lengths[row]!, 0xffff), true)
    bytes.set(dictionary, layout.dictionaryAt)
    bytes.set(postings, layout.postingsAt)
    return bytes
  }
}

function sharedBytes(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most && a[at] === b[at]) at++
  return at
}
