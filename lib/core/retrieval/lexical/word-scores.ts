import { countRows, type RowRange } from '../row-range.ts'
import { analyzeQuery, stemTermOf, termOf, titleTermOf } from './analyze.ts'
import { LANGUAGES } from './language.ts'
import type { LexicalSegment } from './lexical-segment.ts'
import type { Postings } from './read-postings.ts'
import { compare } from './term-cursor.ts'

/** Saturation and length normalisation; Anserini's values, better than Lucene's on short passages. */
export const K1 = 0.9
export const B = 0.4
/** What the very form that was asked for adds to its stem, which all forms share. */
export const EXACT_WEIGHT = 0.5
/**
 * What a word adds that stands in the document's name or a heading above: in the same way to every passage
 * there, whatever its length, so that a title never changes the order of the passages under it.
 */
export const TITLE_WEIGHT = 0.3

export interface SearchedSegment {
  segment: LexicalSegment
  live: readonly RowRange[]
}

export interface ScoredRow {
  segment: number
  row: number
  score: number
}

export interface WordScores {
  /** What a row could score that has every word of the question again and again; words that no row has count as well. */
  readonly asked: number
  /** The best rows that have a word of the question; equal ones in the order of segments and rows. */
  top(k: number): ScoredRow[]
  /** 0 for a row that has no word of the question, or is not live. */
  of(segment: number, row: number): number
}

/**
 * BM25 of every live row, with Lucene's idf (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009).
 * Numbers of rows, rows having a word and the mean length are those of the live rows of all segments
 * together: a withdrawn document leaves no trace.
 */
export function scoreWords(segments: readonly SearchedSegment[], query: string): WordScores {
  return new ScoredSegments(segments, findWords(segments, query))
}

/** A word of the question as it stands in one segment. */
interface WordInSegment {
  /** Of its stem in all its forms. A row may have several of them. */
  forms: Postings[]
  /** Of the form that was asked for, among them. */
  asked: Postings[]
  titles: Postings[]
}

interface Word {
  /** By segment. */
  places: WordInSegment[]
  /** Whether another form of it was asked for before. */
  again: boolean
}

function findWords(segments: readonly SearchedSegment[], query: string): Word[] {
  const spoken = segments.map(({ segment, live }) => segment.languages(live))
  const languages = LANGUAGES.filter(language => spoken.some(some => some.has(language)))
  const seen = new Set<string>()
  return analyzeQuery(query, languages).map(({ form, kind }) => {
    const word: Word = { places: segments.map(() => ({ forms: [], asked: [], titles: [] })), again: true }
    for (const language of languages) {
      const asked = encoder.encode(termOf(form, kind, language))
      const stem = stemTermOf(form, kind, language)
      // Two forms of one stem in the question: the stem counts once, each form by itself.
      const first = !seen.has(stem)
      seen.add(stem)
      if (first) word.again = false
      const [stemBytes, title] = [encoder.encode(stem), encoder.encode(titleTermOf(form, kind, language))]
      for (const [at, { segment }] of segments.entries()) {
        segment.find(stemBytes, (term, postings) => {
          if (first) word.places[at]!.forms.push(postings)
          if (kind === 'word' && compare(term, asked) === 0) word.places[at]!.asked.push(postings)
        })
        if (first) segment.find(title, (_, postings) => word.places[at]!.titles.push(postings))
      }
    }
    return word
  })
}

const encoder = new TextEncoder()

class ScoredSegments implements WordScores {
  readonly #segments: readonly SearchedSegment[]
  readonly #words: readonly Word[]
  /** Where the rows of each segment begin in the scores. */
  readonly #starts: number[] = []
  readonly #total: number = 0
  #turn = -1
  #asked = 0

  constructor(segments: readonly SearchedSegment[], words: readonly Word[]) {
    this.#segments = segments
    this.#words = words
    for (const { segment } of segments) {
      this.#starts.push(this.#total)
      this.#total += segment.rows
    }
  }

  get asked(): number {
    if (this.#words.length > 0) this.#scores()
    return this.#asked
  }

  top(k: number): ScoredRow[] {
    const scores = this.#scores()
    const best: ScoredRow[] = []
    if (this.#words.length === 0 || k < 1) return best
    let least = 0
    for (const [segment, { live }] of this.#segments.entries())
      for (const { from, to } of live)
        for (let row = from; row < to; row++) {
          const score = scores[this.#starts[segment]! + row]!
          if (!(score > least)) continue
          let at = best.length
          while (at > 0 && best[at - 1]!.score < score) at--
          best.splice(at, 0, { segment, row, score })
          if (best.length > k) best.pop()
          if (best.length === k) least = best[k - 1]!.score
        }
    return best
  }

  of(segment: number, row: number): number {
    if (this.#words.length === 0) return 0
    return this.#scores()[this.#starts[segment]! + row]!
  }

  /** The common scratch when it still holds our scores; somebody may have asked another question since. */
  #scores(): Float32Array {
    if (scratch.turn !== this.#turn) this.#turn = this.#count()
    return scratch.scores
  }

  #count(): number {
    const turn = openScratch(this.#total)
    const rows = this.#segments.reduce((sum, { live }) => sum + countRows(live), 0)
    const words = this.#segments.reduce((sum, { segment, live }) => sum + segment.totalLength(live), 0)
    const norms = normsFor(
      words / Math.max(1, rows),
      Math.max(0, ...this.#segments.map(one => one.segment.longest)),
    )
    this.#asked = 0
    for (const word of this.#words) this.#add(word, rows, norms)
    return turn
  }

  #add({ places, again }: Word, rows: number, norms: Float64Array): void {
    const having = this.#addPostings(
      places.map(({ forms }) => forms),
      rows,
      norms,
      1,
    )
    this.#addPostings(
      places.map(({ asked }) => asked),
      rows,
      norms,
      EXACT_WEIGHT,
    )
    if (!again) this.#asked += (1 + EXACT_WEIGHT) * inverseFrequency(rows, having)
    const more = TITLE_WEIGHT * inverseFrequency(rows, Math.max(1, having))
    for (const [index, { titles }] of places.entries()) {
      const { segment, live } = this.#segments[index]!
      const start = this.#starts[index]!
      for (const postings of titles)
        for (const { from, to } of segment.readRuns(postings, live))
          for (let at = start + from; at < start + to; at++) scratch.scores[at]! += more
    }
  }

  /** Adds what BM25 gives for a set of terms that count as one; returns how many rows have it. */
  #addPostings(bySegment: Postings[][], rows: number, norms: Float64Array, weight: number): number {
    const { hits, counts, found, scores } = scratch
    const ends: number[] = []
    let having = 0
    for (const [index, list] of bySegment.entries()) {
      const { segment, live } = this.#segments[index]!
      const start = this.#starts[index]!
      for (const postings of list) {
        const end = segment.read(postings, live, hits)
        for (let at = 0; at < end; at++) {
          const row = start + hits.rows[at]!
          if (counts[row] === 0) found[having++] = row
          counts[row]! += hits.counts[at]!
        }
      }
      ends.push(having)
    }
    const idf = weight * inverseFrequency(rows, having)
    let at = 0
    for (const [index, end] of ends.entries()) {
      const { lengths } = this.#segments[index]!.segment
      const start = this.#starts[index]!
      for (; at < end; at++) {
        const row = found[at]!
        const count = counts[row]!
        counts[row] = 0
        scores[row]! += (idf * count) / (count + norms[lengths[row - start]!]!)
      }
    }
    return having
  }
}

/** Of `rows`, `having` have the word. */
function inverseFrequency(rows: number, having: number): number {
  return Math.log(1 + (rows - having + 0.5) / (having + 0.5))
}

/** One set for the process: a question takes its turn without waiting, so nobody reads what another wrote. */
const scratch = {
  turn: 0,
  scores: new Float32Array(),
  /** Of the word at hand; 0 between words. */
  counts: new Uint32Array(),
  /** Rows where `counts` is not 0. */
  found: new Uint32Array(),
  hits: { rows: new Uint32Array(), counts: new Uint32Array() },
}

function openScratch(rows: number): number {
  if (scratch.scores.length < rows) {
    scratch.scores = new Float32Array(rows)
    scratch.counts = new Uint32Array(rows)
    scratch.found = new Uint32Array(rows)
    scratch.hits = { rows: new Uint32Array(rows), counts: new Uint32Array(rows) }
  } else scratch.scores.fill(0, 0, rows)
  return ++scratch.turn
}

let known = { mean: -1, norms: new Float64Array() }

/** What BM25 adds to a count in the denominator, by the length of the row. */
function normsFor(mean: number, longest: number): Float64Array {
  if (known.mean !== mean || known.norms.length <= longest) {
    const norms = new Float64Array(longest + 1)
    for (let length = 0; length <= longest; length++)
      norms[length] = K1 * (1 - B + (B * length) / (mean || 1))
    known = { mean, norms }
  }
  return known.norms
}
