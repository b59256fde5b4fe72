import { expect, it } from 'vitest'
import { rateByTrees } from '#lib/core/quotes/trees.ts'
import { type Examples, growTrees } from './grow-trees.ts'

/** The answer is right where the first feature is large, but for those whose second is. */
function examples(count: number): Examples {
  const rows = Array.from({ length: count }, (_, at) => [(at * 7) % 10, (at * 3) % 4, at % 5])
  return {
    features: Float32Array.from(rows.flat()),
    answers: Uint8Array.from(rows, ([a, b]) => Number(a! > 5 && b! < 3)),
    weights: new Float32Array(count).fill(1),
    columns: 3,
  }
}

it('learns what two features say together, and repeats itself', () => {
  const growth = { trees: 30, depth: 2, rate: 0.3, ridge: 1, least: 1 }
  const trees = growTrees(examples(400), growth)
  expect(rateByTrees(trees, [9, 0, 2])).toBeGreaterThan(1)
  expect(rateByTrees(trees, [9, 3, 2])).toBeLessThan(-1)
  expect(rateByTrees(trees, [2, 0, 2])).toBeLessThan(-1)
  expect(growTrees(examples(400), growth)).toEqual(trees)
})

it('says how often answers are right where features say nothing', () => {
  const same = { ...examples(400), features: new Float32Array(1_200) }
  const odds = rateByTrees(growTrees(same, { trees: 3, depth: 2, rate: 0.3, ridge: 1, least: 1 }), [0, 0, 0])
  const share = same.answers.reduce((sum, answer) => sum + answer, 0) / 400
  expect(1 / (1 + Math.exp(-odds))).toBeCloseTo(share, 5)
})
