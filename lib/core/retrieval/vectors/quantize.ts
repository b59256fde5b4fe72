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
  const { scales, int8, residual } = planes
  const stride = strideOf(dimension)
  let row = 0
  for (const vector of vectors) {
    if (row === rows) throw new RangeError(`There are more vectors than the ${rows} announced.`)
    const unit = unitVector(vector, dimension, `Vector ${row}`)
    scales[row] = Math.fround(largestOf(unit) / MAX_INT8)
    const wholes = 256 / scales[row]!
    for (let i = 0, at = row * stride; i < dimension; i++, at++) {
      const whole = Math.max(-MAX_WHOLE, Math.min(MAX_WHOLE, Math.round(unit[i]! * wholes)))
      // Rounded to the nearest 256, so that the rest is -128 to 127.
      int8[at] = (whole + 128) >> 8
      residual[at] = whole
    }
    row++
  }
  if (row !== rows) throw new RangeError(`There are ${row} vectors, not the ${rows} announced.`)
  addSignBits(planes)
  return planes
}

function largestOf(values: Float64Array): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  return largest
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
