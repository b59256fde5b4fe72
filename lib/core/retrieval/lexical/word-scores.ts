import { countRows } from '../row-range.ts'
import { BestRows } from './best-rows.ts'
import { findWords, type SearchedSegment, type Word, type WordInSegment } from './find-words.ts'

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
    if (this.#words.length === 0) return []
    const best = new BestRows(Math.min(k, this.#total))
    const scores = this.#scores()
    for (const [segment, { live }] of this.#segments.entries()) {
      const start = this.#starts[segment]!
      for (const { from, to } of live) best.addAll(scores, start + from, start + to)
    }
    return best.rows().map(({ row, score }) => {
      const segment = this.#starts.findLastIndex(start => start <= row)
      return { segment, row: row - this.#starts[segment]!, score }
    })
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
    const longest = this.#segments.reduce((most, { segment }) => Math.max(most, segment.longest), 0)
    const norms = normsFor(words / Math.max(1, rows), longest)
    this.#asked = 0
    try {
      for (const word of this.#words) this.#add(word, rows, norms)
    } catch (error) {
      scratch = emptyScratch(turn)
      throw error
    }
    return turn
  }

  #add({ places, again }: Word, rows: number, norms: Float64Array): void {
    const counted = this.#countWord(places)
    const stemIdf = inverseFrequency(rows, counted.havingStem)
    const askedIdf = EXACT_WEIGHT * inverseFrequency(rows, counted.havingAsked)
    if (!again) this.#asked += (1 + EXACT_WEIGHT) * stemIdf
    const more = TITLE_WEIGHT * inverseFrequency(rows, Math.max(1, counted.havingStem))
    let at = 0
    let againAt = 0
    for (const [index, { titles }] of places.entries()) {
      const { segment, live } = this.#segments[index]!
      const { lengths } = segment
      const start = this.#starts[index]!
      const { scores, again } = scratch
      const { counts, asked, found } = scratch.tally
      for (const end = counted.ends[index]!; at < end; at++) {
        const row = found[at]!
        const norm = norms[lengths[row - start]!]!
        const count = counts[row]!
        const exact = asked[row]!
        counts[row] = 0
        asked[row] = 0
        scores[row]! += (stemIdf * count) / (count + norm) + (askedIdf * exact) / (exact + norm)
      }
      for (const end = counted.againEnds[index]!; againAt < end; againAt++) {
        const row = again.rows[againAt]! + start
        const count = again.counts[againAt]!
        scores[row]! += (askedIdf * count) / (count + norms[lengths[row - start]!]!)
      }
      for (const postings of titles)
        for (const { from, to } of segment.readRuns(postings, live))
          for (let row = start + from; row < start + to; row++) scores[row]! += more
    }
  }

  /**
   * Counts a word in `scratch`: rows that have it in `tally`, or in `again` where its stem was counted with
   * another word of the question; both up to the ends of each segment.
   */
  #countWord(places: readonly WordInSegment[]) {
    const { tally, again } = scratch
    const ends: number[] = []
    const againEnds: number[] = []
    let end = 0
    let againEnd = 0
    let havingAsked = 0
    for (const [index, { forms }] of places.entries()) {
      const { segment, live } = this.#segments[index]!
      for (const form of forms) {
        if (form.ofStem) {
          end = segment.tally(form, live, tally, this.#starts[index]!, end)
          if (form.asked) havingAsked += tally.read
        } else {
          const before = againEnd
          againEnd = segment.read(form.postings, live, again, before)
          havingAsked += againEnd - before
        }
      }
      ends.push(end)
      againEnds.push(againEnd)
    }
    return { ends, againEnds, havingStem: end, havingAsked }
  }
}

/** Of `rows`, `having` have the word. */
function inverseFrequency(rows: number, having: number): number {
  return Math.log(1 + (rows - having + 0.5) / (having + 0.5))
}

/** One set for the process: a question takes its turn without waiting, so nobody reads what another wrote. */
let scratch = emptyScratch(0)

function emptyScratch(turn: number, rows = 0) {
  return {
    turn,
    scores: new Float32Array(rows),
    /** Of the word at hand; all 0 between words. */
    tally: {
      counts: new Uint16Array(rows),
      asked: new Uint8Array(rows),
      found: new Uint32Array(rows + 1),
      read: 0,
    },
    again: { rows: new Uint32Array(rows), counts: new Uint32Array(rows) },
  }
}

/** A turn with all scores 0. */
function openScratch(rows: number): number {
  if (scratch.scores.length < rows) scratch = emptyScratch(scratch.turn, rows)
  else scratch.scores.fill(0, 0, rows)
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
