import { createRotation } from './rotate.ts'
import { unitVector } from './unit-vector.ts'
import { checkDimension, strideOf } from './vector-planes.ts'

/** A query in the forms in which it meets the planes; made once for all packs. */
export interface PreparedQuery {
  readonly dimension: number
  /** Unit length, zeros up to the stride. */
  readonly floats: Float32Array
  /** In whole numbers: floats ≈ whole · wholeScale. */
  readonly whole: Int16Array
  readonly wholeScale: number
  /** Rotated as the sign bits are. */
  readonly rotated: Float64Array
}

const MAX_INT16 = 32_767
const MAX_INT32 = 2_147_483_647
/** The largest magnitude of an int8, whatever a damaged pack may hold. */
const MAX_INT8 = 128

/** RangeError for a vector of another length than `dimension`, with a value that is no number, or only zeros. */
export function prepareQuery(vector: ArrayLike<number>, dimension: number): PreparedQuery {
  checkDimension(dimension)
  const unit = unitVector(vector, dimension, 'The query')
  const stride = strideOf(dimension)
  const floats = new Float32Array(stride)
  floats.set(unit)
  const factor = wholeFactor(unit)
  const whole = new Int16Array(stride)
  for (let i = 0; i < dimension; i++) whole[i] = Math.round(unit[i]! * factor)
  return {
    dimension,
    floats,
    whole,
    wholeScale: 1 / factor,
    rotated: createRotation(dimension)(unit),
  }
}

/**
 * What the query is multiplied with to become whole numbers of 16 bits: as much as possible, but so that no sum
 * of products with an int8 leaves 32 bits: Σ|whole| · 128 ≤ 2³¹-1, where rounding adds half to each at most.
 */
function wholeFactor(unit: Float64Array): number {
  let largest = 0
  let sum = 0
  for (const value of unit) {
    largest = Math.max(largest, Math.abs(value))
    sum += Math.abs(value)
  }
  return Math.min(MAX_INT16 / largest, (MAX_INT32 / MAX_INT8 - unit.length / 2) / sum)
}
