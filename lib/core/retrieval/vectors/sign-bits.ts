import { createRotation } from './rotate.ts'
import { MAX_DIMENSION, strideOf, type VectorPlanes } from './vector-planes.ts'

/**
 * Fills `mean` and `bits` from the other sections: from the quantized values rather than those they were
 * made from, so that packs merged later get the very bits they would have had from the start.
 */
export function addSignBits(planes: VectorPlanes): void {
  const rotate = createRotation(planes.dimension)
  planes.mean.set(rotate(meanOf(planes)))
  const { rows, mean, bits } = planes
  const vector = new Float64Array(planes.dimension)
  const bytesPerRow = mean.length / 8
  for (let row = 0; row < rows; row++) {
    readRow(planes, row, vector)
    packSigns(rotate(vector), mean, bits, row * bytesPerRow)
  }
}

/** One bit a value: is it above the mean? From byte `at` of `out` on. */
export function packSigns(rotated: Float64Array, mean: Float32Array, out: Uint8Array, at: number): void {
  // The sign of a float is its highest bit. To ask which is larger instead, value by value, would make the
  // processor guess, wrongly every other time, and take four times as long.
  for (let i = 0; i < rotated.length; i++) differences[i] = mean[i]! - rotated[i]!
  for (let i = 0; i < rotated.length; i += 8) {
    out[at + (i >> 3)] =
      (patterns[i]! >>> 31) |
      ((patterns[i + 1]! >>> 31) << 1) |
      ((patterns[i + 2]! >>> 31) << 2) |
      ((patterns[i + 3]! >>> 31) << 3) |
      ((patterns[i + 4]! >>> 31) << 4) |
      ((patterns[i + 5]! >>> 31) << 5) |
      ((patterns[i + 6]! >>> 31) << 6) |
      ((patterns[i + 7]! >>> 31) << 7)
  }
}

const differences = new Float32Array(MAX_DIMENSION)
const patterns = new Uint32Array(differences.buffer)

/** Rotation is linear: the mean of rotated vectors is the rotated mean. */
function meanOf(planes: VectorPlanes): Float64Array {
  const { dimension } = planes
  const sum = new Float64Array(dimension)
  const vector = new Float64Array(dimension)
  for (let row = 0; row < planes.rows; row++) {
    readRow(planes, row, vector)
    for (let i = 0; i < dimension; i++) sum[i]! += vector[i]!
  }
  return sum.map(value => value / Math.max(1, planes.rows))
}

/** The vector as it comes out of quantization. */
function readRow({ scales, int8, residual, dimension }: VectorPlanes, row: number, out: Float64Array): void {
  const unit = scales[row]! / 256
  let at = row * strideOf(dimension)
  for (let i = 0; i < dimension; i++, at++) out[i] = unit * (256 * int8[at]! + residual[at]!)
}
