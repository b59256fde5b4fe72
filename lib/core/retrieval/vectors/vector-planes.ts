/**
 * The vectors of one pack, quantized, as they lie in its object and in memory: little-endian, row after row.
 * A vector has unit length, and x ≈ scale · (int8 + residual/256): int8 alone to about a hundredth of its
 * largest value, with the residual to 16 bits.
 */
export interface VectorPlanes {
  rows: number
  /** As given: 1 to MAX_DIMENSION. */
  dimension: number
  /** Of the rotated vectors; as long as a row has bits. */
  mean: Float32Array
  /** One a row. */
  scales: Float32Array
  /** rows × bitsPerRow/8. Bit i, which is bit i mod 8 of byte i/8: is the rotated vector there above the mean? */
  bits: Uint8Array
  /** rows × strideOf, zeros behind the dimension. */
  int8: Int8Array
  /** rows × strideOf. */
  residual: Int8Array
}

export type SectionName = 'mean' | 'scales' | 'bits' | 'int8' | 'residual'
export const SECTION_NAMES: readonly SectionName[] = ['mean', 'scales', 'bits', 'int8', 'residual']

/** Larger ones are not on sale; 16-bit distances and 32-bit sums hold up to here with ease. */
export const MAX_DIMENSION = 4_096
/** Fewer bits tell too little: a vector of 2 values gets 128 sign bits as well. */
const MIN_BITS = 128
/** What the kernel reads at once. */
const BLOCK_BYTES = 16

/** Bits of one row: the power of two that holds the dimension, as the rotation wants it. */
export function bitsPerRow(dimension: number): number {
  let bits = MIN_BITS
  while (bits < dimension) bits *= 2
  return bits
}

/** Bytes of one row of int8, or of the residual. */
export function strideOf(dimension: number): number {
  return Math.ceil(dimension / BLOCK_BYTES) * BLOCK_BYTES
}

/** How long each section is, in bytes. */
export function sectionBytes(rows: number, dimension: number): Record<SectionName, number> {
  checkDimension(dimension)
  const bits = bitsPerRow(dimension)
  const plane = rows * strideOf(dimension)
  return { mean: bits * 4, scales: rows * 4, bits: (rows * bits) / 8, int8: plane, residual: plane }
}

export function checkDimension(dimension: number): void {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > MAX_DIMENSION) {
    throw new RangeError(`Vectors have 1 to ${MAX_DIMENSION} values, not ${dimension}.`)
  }
}
