import { addSignBits } from './sign-bits.ts'
import { unitVector } from './unit-vector.ts'
import { checkDimension, sectionBytes, strideOf, type VectorPlanes } from './vector-planes.ts'

/** The largest |int8|: -128 is not used, so that a vector and its opposite look alike. */
const MAX_INT8 = 127
/** The largest |256 · int8 + residual|. */
const MAX_WHOLE = MAX_INT8 * 256

/**
 * Quantizes `rows` vectors, brought to unit length. RangeError, naming the row, for one that has another
 * length than `dimension`, a value that is not a finite number, or no direction; also where there are not
 * exactly `rows` of them.
 */
export function quantize(vectors: Iterable<Float32Array>, rows: number, dimension: number): VectorPlanes {
  const planes = emptyPlanes(rows, dimension)
  const stride = strideOf(dimension)
  let row = 0
  for (const vector of vectors) {
    if (row === rows) throw new RangeError(`There are more vectors than the ${rows} announced.`)
    const unit = unitVector(vector, dimension, `Vector ${row}`)
    let largest = 0
    for (const value of unit) largest = Math.max(largest, Math.abs(value))
    const scale = Math.fround(largest / MAX_INT8)
    planes.scales[row] = scale
    for (let i = 0, at = row * stride; i < dimension; i++, at++) {
      const rounded = Math.round((unit[i]! / scale) * 256)
      const whole = Math.max(-MAX_WHOLE, Math.min(MAX_WHOLE, rounded))
      // Rounded to the nearest 256, so that the rest is -128 to 127.
      planes.int8[at] = (whole + 128) >> 8
      planes.residual[at] = whole
    }
    row++
  }
  if (row !== rows) throw new RangeError(`There are ${row} vectors, not the ${rows} announced.`)
  addSignBits(planes)
  return planes
}

/** Of zeros. */
export function emptyPlanes(rows: number, dimension: number): VectorPlanes {
  checkDimension(dimension)
  const bytes = sectionBytes(rows, dimension)
  return {
    rows,
    dimension,
    mean: new Float32Array(bytes.mean / 4),
    scales: new Float32Array(rows),
    bits: new Uint8Array(bytes.bits),
    int8: new Int8Array(bytes.int8),
    residual: new Int8Array(bytes.residual),
  }
}
