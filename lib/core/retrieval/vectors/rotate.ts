import { bitsPerRow } from './vector-planes.ts'

/**
 * Turns vectors of `dimension` values into ones of `bitsPerRow`, lengths and angles kept: signs flipped by a
 * fixed pattern, then a Walsh-Hadamard transform, and both once more. Every value of the result depends on all
 * values of the vector, so no sign bit is lost on a value that is always zero, or says what another one says.
 *
 * Ailon and Chazelle, "The fast Johnson-Lindenstrauss transform" (2009), use the same rotation.
 */
export function createRotation(dimension: number): (vector: ArrayLike<number>) => Float64Array {
  const length = bitsPerRow(dimension)
  const rounds = roundsOf(length)
  const turned = new Float64Array(length)
  /** The result is overwritten by the next call. */
  return vector => {
    turned.fill(0)
    turned.set(vector)
    for (const round of rounds) {
      for (let i = 0; i < length; i++) turned[i]! *= round[i]!
      transform(turned)
    }
    return turned
  }
}

/** Never to be changed: the bits of every stored pack were made with them. */
const FIRST_SEED = 0x2545f491
const SECOND_SEED = 0x9e3779b9

/** Made once for each length; there are six of them. */
const made = new Map<number, readonly Float64Array[]>()

function roundsOf(length: number): readonly Float64Array[] {
  let rounds = made.get(length)
  if (!rounds) {
    rounds = [signs(length, FIRST_SEED), signs(length, SECOND_SEED)]
    made.set(length, rounds)
  }
  return rounds
}

/** ±1/√length, by Marsaglia's xorshift32 (13, 17, 5); the scale keeps lengths as they are. */
function signs(length: number, seed: number): Float64Array {
  const scale = 1 / Math.sqrt(length)
  let state = seed
  return Float64Array.from({ length }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state < 0 ? -scale : scale
  })
}

/** Walsh-Hadamard, unscaled, in place: sums and differences of ever wider pairs, two widths in one go. */
function transform(values: Float64Array): void {
  const { length } = values
  let width = 1
  for (; width * 4 <= length; width *= 4) {
    for (let from = 0; from < length; from += 4 * width) {
      for (let i = from; i < from + width; i++) {
        const a = values[i]!
        const b = values[i + width]!
        const c = values[i + 2 * width]!
        const d = values[i + 3 * width]!
        values[i] = a + b + (c + d)
        values[i + width] = a - b + (c - d)
        values[i + 2 * width] = a + b - (c + d)
        values[i + 3 * width] = a - b - (c - d)
      }
    }
  }
  if (width === length) return
  for (let i = 0; i < width; i++) {
    const a = values[i]!
    const b = values[i + width]!
    values[i] = a + b
    values[i + width] = a - b
  }
}
