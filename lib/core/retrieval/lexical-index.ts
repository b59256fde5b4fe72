import { analyze } from './analyze.ts'

/** Saturation and length normalisation; Anserini's values, better than Lucene's on short passages. */
const K1 = 0.9
const B = 0.4

/** The texts that have a term, in order, and how often. */
interface Postings {
  at: number[]
  counts: number[]
}

/** BM25 over a fixed list of texts, addressed by their position. Source of the formula: Robertson & Zaragoza 2009, with Lucene's idf. */
export class LexicalIndex {
  readonly #postings = new Map<string, Postings>()
  readonly #lengths: number[]
  readonly #meanLength: number

  constructor(texts: Iterable<string>) {
    this.#lengths = []
    for (const text of texts) this.#add(text)
    const total = this.#lengths.reduce((sum, length) => sum + length, 0)
    this.#meanLength = total / Math.max(1, this.#lengths.length)
  }

  /** Scores by position; 0 for a text that shares no term with the query. */
  score(query: string): Float32Array {
    const scores = new Float32Array(this.#lengths.length)
    for (const term of new Set(analyze(query))) {
      const postings = this.#postings.get(term)
      if (!postings) continue
      const { at, counts } = postings
      const idf = Math.log(1 + (this.#lengths.length - at.length + 0.5) / (at.length + 0.5))
      for (let i = 0; i < at.length; i++) {
        const norm = K1 * (1 - B + (B * this.#lengths[at[i]!]!) / this.#meanLength)
        scores[at[i]!]! += (idf * counts[i]!) / (counts[i]! + norm)
      }
    }
    return scores
  }

  #add(text: string): void {
    const position = this.#lengths.length
    const counts = new Map<string, number>()
    const terms = analyze(text)
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    this.#lengths.push(terms.length)
    for (const [term, count] of counts) {
      let postings = this.#postings.get(term)
      if (!postings) {
        postings = { at: [], counts: [] }
        this.#postings.set(term, postings)
      }
      postings.at.push(position)
      postings.counts.push(count)
    }
  }
}
