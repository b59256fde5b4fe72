/** The `k` rows of the highest scores, of those that are added in ascending order; equal scores in that order. */
export class BestRows {
  /** Only a higher score has a place. */
  least: number
  readonly #rows: Uint32Array
  readonly #scores: Float32Array
  #length = 0

  constructor(k: number) {
    this.#rows = new Uint32Array(Math.max(0, k))
    this.#scores = new Float32Array(Math.max(0, k))
    this.least = k > 0 ? 0 : Number.POSITIVE_INFINITY
  }

  /** `score` must be above `least`. */
  add(row: number, score: number): void {
    const [rows, scores] = [this.#rows, this.#scores]
    let at = this.#length < rows.length ? this.#length++ : rows.length - 1
    for (; at > 0 && scores[at - 1]! < score; at--) {
      rows[at] = rows[at - 1]!
      scores[at] = scores[at - 1]!
    }
    rows[at] = row
    scores[at] = score
    if (this.#length === rows.length) this.least = scores[rows.length - 1]!
  }

  rows(): { row: number; score: number }[] {
    return Array.from({ length: this.#length }, (_, at) => ({
      row: this.#rows[at]!,
      score: this.#scores[at]!,
    }))
  }
}
