import { countRows, type RowRange } from '../row-range.ts'
import { analyzeQuery, termOf } from './analyze.ts'
import { LANGUAGES } from './language.ts'
import type { LexicalSegment, Postings } from './lexical-segment.ts'

/** Saturation and length normalisation; Anserini's values, better than Lucene's on short passages. */
export const K1 = 0.9
export const B = 0.4

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

/** A word of the question: its postings in the segments, where no row occurs twice. */
type Word = { segment: number; postings: Postings }[]

function findWords(segments: readonly SearchedSegment[], query: string): Word[] {
  const spoken = segments.map(({ segment, live }) => segment.languages(live))
  const languages = LANGUAGES.filter(language => spoken.some(some => some.has(language)))
  const encoder = new TextEncoder()
  const seen = new Set<string>()
  const words: Word[] = []
  for (const { form, kind } of analyzeQuery(query, languages)) {
    const word: Word = []
    for (const language of languages) {
      const term = termOf(form, kind, language)
      if (seen.has(term)) continue
      seen.add(term)
      const bytes = encoder.encode(term)
      for (const [at, { segment }] of segments.entries()) {
        const postings = segment.find(bytes)
        if (postings) word.push({ segment: at, postings })
      }
    }
    if (word.length > 0) words.push(word)
  }
  return words
}

class ScoredSegments implements WordScores {
  readonly #segments: readonly SearchedSegment[]
  readonly #words: readonly Word[]
  /** Where the rows of each segment begin in the scores. */
  readonly #starts: number[] = []
  readonly #total: number = 0
  #turn = -1

  constructor(segments: readonly SearchedSegment[], words: readonly Word[]) {
    this.#segments = segments
    this.#words = words
    for (const { segment } of segments) {
      this.#starts.push(this.#total)
      this.#total += segment.rows
    }
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
    for (const word of this.#words) this.#add(word, rows, norms)
    return turn
  }

  #add(word: Word, rows: number, norms: Float64Array): void {
    const { hits, scores } = scratch
    const found: number[] = []
    let having = 0
    for (const { segment, postings } of word) {
      const { segment: of, live } = this.#segments[segment]!
      const into = { rows: hits.rows.subarray(having), counts: hits.counts.subarray(having) }
      const count = of.read(postings, live, into)
      found.push(count)
      having += count
    }
    const idf = Math.log(1 + (rows - having + 0.5) / (having + 0.5))
    let at = 0
    for (const [index, { segment }] of word.entries()) {
      const { lengths } = this.#segments[segment]!.segment
      const start = this.#starts[segment]!
      for (const end = at + found[index]!; at < end; at++) {
        const row = hits.rows[at]!
        const count = hits.counts[at]!
        scores[start + row]! += (idf * count) / (count + norms[lengths[row]!]!)
      }
    }
  }
}

/** One set for the process: a question takes its turn without waiting, so nobody reads what another wrote. */
const scratch = {
  turn: 0,
  scores: new Float32Array(),
  hits: { rows: new Uint32Array(), counts: new Uint32Array() },
}

function openScratch(rows: number): number {
  if (scratch.scores.length < rows) {
    scratch.scores = new Float32Array(rows)
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
