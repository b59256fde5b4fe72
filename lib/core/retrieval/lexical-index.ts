import { analyze } from './analyze.ts'

/** Saturation and length normalisation; Anserini's values, better than Lucene's on short passages. */
const K1 = 0.9
const B = 0.4

/** BM25 over a fixed list of texts, addressed by their position. Source of the formula: Robertson & Zaragoza 2009, with Lucene's idf. */
export class LexicalIndex {
  readonly #postings = new Map<string, { at: number; count: number }[]>()
  readonly #lengths: number[]
  readonly #meanLength: number

  constructor(texts: Iterable<string>) {
    this.#lengths = []
    for (const text of texts) this.#add(text)
    const total = this.#lengths.reduce((sum, length) => sum + length, 0)
    this.#meanLength = total / Math.max(1, this.#lengths.length)
  }

  /** Scores of the texts that share a term with the query, by position. */
  score(query: string): Map<number, number> {
    const scores = new Map<number, number>()
    for (const term of new Set(analyze(query))) {
      const postings = this.#postings.get(term)
      if (!postings) continue
      const idf = Math.log(1 + (this.#lengths.length - postings.length + 0.5) / (postings.length + 0.5))
      for (const { at, count } of postings) {
        const norm = K1 * (1 - B + (B * this.#lengths[at]!) / this.#meanLength)
        scores.set(at, (scores.get(at) ?? 0) + (idf * count) / (count + norm))
      }
    }
    return scores
  }

  #add(text: string): void {
    const at = this.#lengths.length
    const counts = new Map<string, number>()
    const terms = analyze(text)
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    this.#lengths.push(terms.length)
    for (const [term, count] of counts) {
      const postings = this.#postings.get(term)
      if (postings) postings.push({ at, count })
      else this.#postings.set(term, [{ at, count }])
    }
  }
}
