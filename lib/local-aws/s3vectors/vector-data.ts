import { z } from 'zod'
import { MAX_DIMENSION, MAX_KEY_CHARACTERS } from './limits.ts'
import type { StoredIndex } from './store.ts'
import { invalid } from './vectors-error.ts'

export const vectorKey = z.string().min(1).max(MAX_KEY_CHARACTERS)
export const vectorData = z.strictObject({ float32: z.array(z.number()).min(1).max(MAX_DIMENSION) })

/** The vector as it is stored: single precision, of the index's length, with a direction. */
export function vectorFor({ dimension }: StoredIndex, { float32 }: z.infer<typeof vectorData>): Float32Array {
  if (float32.length !== dimension) {
    throw invalid(`vector dimension must be ${dimension}, but is ${float32.length}`)
  }
  const vector = Float32Array.from(float32)
  if (!vector.every(Number.isFinite)) throw invalid('a value does not fit into float32')
  if (vector.every(value => value === 0)) throw invalid('a zero vector has no cosine')
  return vector
}

export function vectorView(key: string, vector: Float32Array, withData: boolean) {
  return withData ? { key, data: { float32: [...vector] } } : { key }
}

/** 1 - cosine. */
export function distance(a: Float32Array, b: Float32Array): number {
  let product = 0
  let squaresA = 0
  let squaresB = 0
  for (let at = 0; at < a.length; at++) {
    product += a[at]! * b[at]!
    squaresA += a[at]! * a[at]!
    squaresB += b[at]! * b[at]!
  }
  return 1 - product / Math.sqrt(squaresA * squaresB)
}
