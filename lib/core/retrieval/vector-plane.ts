/** Unit vectors of one length, compared exactly. They are kept, not copied. */
export class VectorPlane {
  readonly #dimension: number
  readonly #vectors: readonly Float32Array[]

  /** Throws where the vectors have different lengths, or hold a value that is not a number. */
  constructor(vectors: readonly Float32Array[]) {
    this.#vectors = vectors
    this.#dimension = vectors[0]?.length ?? 0
    for (const [at, vector] of vectors.entries()) {
      if (vector.length !== this.#dimension) {
        throw new RangeError(`Vector ${at} has ${vector.length} values, others have ${this.#dimension}.`)
      }
      checked(vector)
    }
  }

  /** Cosine of `query` with each vector, by position. `query` need not have unit length, but some. */
  cosines(query: Float32Array): Float32Array {
    if (this.#vectors.length && query.length !== this.#dimension) {
      throw new RangeError(`The query has ${query.length} values, the vectors have ${this.#dimension}.`)
    }
    const length = norm(checked(query))
    if (length === 0) throw new RangeError('The query is a zero vector: it has no direction.')
    const cosines = new Float32Array(this.#vectors.length)
    for (const [at, vector] of this.#vectors.entries()) cosines[at] = dot(query, vector) / length
    return cosines
  }
}

/** Positions of the `k` highest scores, highest first; of equal scores the earlier position. */
export function topK(scores: Float32Array, k: number): number[] {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a positive whole number, not ${k}.`)
  const best: number[] = []
  for (let at = 0; at < scores.length; at++) {
    if (best.length === k && scores[at]! <= scores[best[k - 1]!]!) continue
    let place = best.length
    while (place > 0 && scores[best[place - 1]!]! < scores[at]!) place--
    best.splice(place, 0, at)
    if (best.length > k) best.pop()
  }
  return best
}

function checked(vector: Float32Array): Float32Array {
  for (const value of vector) {
    if (!Number.isFinite(value)) throw new RangeError('A vector holds a value that is not a finite number.')
  }
  return vector
}

function norm(vector: Float32Array): number {
  let sum = 0
  for (const value of vector) sum += value * value
  return Math.sqrt(sum)
}

/** Four sums at a time: a processor adds them side by side, one sum would wait for itself. */
function dot(a: Float32Array, b: Float32Array): number {
  const whole = a.length - (a.length % 4)
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let i = 0; i < whole; i += 4) {
    first += a[i]! * b[i]!
    second += a[i + 1]! * b[i + 1]!
    third += a[i + 2]! * b[i + 2]!
    fourth += a[i + 3]! * b[i + 3]!
  }
  let sum = first + second + third + fourth
  for (let i = whole; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
