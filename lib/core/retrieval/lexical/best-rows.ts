/** The `k` rows of the highest scores, of those that are added in ascending order; equal scores in that order. */
export class BestRows {
  /** Only a higher score has a place. */
  #least: number
  readonly #rows: Uint32Array
  readonly #scores: Float32Array
  #length = 0

  constructor(k: number) {
    this.#rows = new Uint32Array(Math.max(0, k))
    this.#scores = new Float32Array(Math.max(0, k))
    this.#least = k > 0 ? 0 : Number.POSITIVE_INFINITY
  }

  /** The rows `from` up to, not including, `to`. */
  addAll(scores: Float32Array, from: number, to: number): void {
    let row = from
    while (row < to) {
      row = nextAbove(scores, this.#least, row, to)
      if (row < to) this.#add(row, scores[row]!)
      row++
    }
  }

  #add(row: number, score: number): void {
    const [rows, scores] = [this.#rows, this.#scores]
    let at = this.#length < rows.length ? this.#length++ : rows.length - 1
    for (; at > 0 && scores[at - 1]! < score; at--) {
      rows[at] = rows[at - 1]!
      scores[at] = scores[at - 1]!
    }
    rows[at] = row
    scores[at] = score
    if (this.#length === rows.length) this.#least = scores[rows.length - 1]!
  }

  rows(): { row: number; score: number }[] {
    return Array.from({ length: this.#length }, (_, at) => ({
      row: this.#rows[at]!,
      score: this.#scores[at]!,
    }))
  }
}

/** The first row from `from` on that scores more than `least`; `to` where there is none. Hardly any does. */
function nextAbove(scores: Float32Array, least: number, from: number, to: number): number {
  let row = from
  for (const last = to - 4; row <= last; row += 4) {
    if (
      scores[row]! > least ||
      scores[row + 1]! > least ||
      scores[row + 2]! > least ||
      scores[row + 3]! > least
    )
      break
  }
  while (row < to && !(scores[row]! > least)) row++
  return row
}
