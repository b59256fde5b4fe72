import { type Logistic, MOST_DEVIATIONS } from '#lib/core/quotes/trees.ts'
import type { Examples } from './grow-trees.ts'

const MOST_STEPS = 40
const SETTLED = 1e-7

/** Logistic regression with a ridge, by Newton's method on scaled and clipped features. */
export function fitLogistic({ features, answers, weights, columns }: Examples, ridge: number): Logistic {
  const rows = answers.length
  const { means, deviations } = scalesOf(features, columns, rows)
  const width = columns + 1
  const scaled = new Float64Array(rows * width)
  for (let row = 0; row < rows; row++) {
    scaled[row * width] = 1
    for (let column = 0; column < columns; column++) {
      const value = (features[row * columns + column]! - means[column]!) / deviations[column]!
      scaled[row * width + column + 1] = Math.min(MOST_DEVIATIONS, Math.max(-MOST_DEVIATIONS, value))
    }
  }
  const found = new Float64Array(width)
  for (let step = 0; step < MOST_STEPS; step++) {
    const slope = new Float64Array(width)
    const curve = Array.from({ length: width }, () => new Float64Array(width))
    for (let row = 0; row < rows; row++) {
      const at = row * width
      let odds = 0
      for (let i = 0; i < width; i++) odds += scaled[at + i]! * found[i]!
      const p = 1 / (1 + Math.exp(-odds))
      const g = weights[row]! * (answers[row]! - p)
      const h = weights[row]! * p * (1 - p)
      for (let i = 0; i < width; i++) {
        const value = scaled[at + i]!
        slope[i]! += g * value
        const line = curve[i]!
        for (let j = 0; j <= i; j++) line[j]! += h * value * scaled[at + j]!
      }
    }
    for (let i = 0; i < width; i++) {
      for (let j = i + 1; j < width; j++) curve[i]![j] = curve[j]![i]!
      // The intercept is free.
      if (i > 0) {
        curve[i]![i]! += ridge
        slope[i]! -= ridge * found[i]!
      }
    }
    const move = solve(curve, slope)
    for (let i = 0; i < width; i++) found[i]! += move[i]!
    if (Math.max(...move.map(Math.abs)) < SETTLED) break
  }
  return { intercept: found[0]!, means, deviations, weights: [...found.slice(1)] }
}

function scalesOf(features: Float32Array, columns: number, rows: number) {
  const column = (at: number) => Array.from({ length: rows }, (_, row) => features[row * columns + at]!)
  const means = Array.from(
    { length: columns },
    (_, at) => column(at).reduce((sum, value) => sum + value, 0) / rows,
  )
  const deviations = means.map((mean, at) => {
    const squares = column(at).reduce((sum, value) => sum + (value - mean) ** 2, 0)
    // What never varies says nothing.
    return Math.sqrt(squares / rows) || 1
  })
  return { means, deviations }
}

/** Gaussian elimination with pivots; a and b are used up. */
function solve(a: Float64Array[], b: Float64Array): Float64Array {
  const n = b.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++)
      if (Math.abs(a[row]![column]!) > Math.abs(a[pivot]![column]!)) pivot = row
    ;[a[column], a[pivot]] = [a[pivot]!, a[column]!]
    ;[b[column], b[pivot]] = [b[pivot]!, b[column]!]
    for (let row = column + 1; row < n; row++) {
      const factor = a[row]![column]! / a[column]![column]!
      if (factor === 0) continue
      for (let k = column; k < n; k++) a[row]![k]! -= factor * a[column]![k]!
      b[row]! -= factor * b[column]!
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) b[row]! -= a[row]![k]! * b[k]!
    b[row]! /= a[row]![row]!
  }
  return b
}
