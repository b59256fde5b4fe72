import { createRotation } from './rotate.ts'
import { strideOf, type VectorPlanes } from './vector-planes.ts'

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
  for (let i = 0; i < rotated.length; i += 8) {
    let byte = 0
    for (let bit = 0; bit < 8; bit++) byte |= Number(rotated[i + bit]! > mean[i + bit]!) << bit
    out[at + i / 8] = byte
  }
}

/** Rotation is linear: the mean of rotated vectors is the rotated mean. */
function meanOf(planes: VectorPlanes): Float64Array {
  const sum = new Float64Array(planes.dimension)
  const vector = new Float64Array(planes.dimension)
  for (let row = 0; row < planes.rows; row++) {
    readRow(planes, row, vector)
    for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!
  }
  return sum.map(value => value / Math.max(1, planes.rows))
}

/** The vector as it comes out of quantization. */
function readRow(planes: VectorPlanes, row: number, out: Float64Array): void {
  const scale = planes.scales[row]!
  const from = row * strideOf(planes.dimension)
  for (let i = 0; i < out.length; i++) {
    out[i] = scale * (planes.int8[from + i]! + planes.residual[from + i]! / 256)
  }
}
