import { expect, it } from 'vitest'
import { rateByLogistic } from '#lib/core/quotes/trees.ts'
import { fitLogistic } from './fit-logistic.ts'

it('finds the odds that the examples were drawn by', () => {
  // Of 100 with the sign 80 are right, of 100 without it 20; the second feature never varies.
  const rows = Array.from({ length: 200 }, (_, at) => ({
    sign: at < 100 ? 1 : 0,
    right: at % 100 < (at < 100 ? 80 : 20),
  }))
  const fitted = fitLogistic(
    {
      features: Float32Array.from(rows.flatMap(({ sign }) => [sign, 7])),
      answers: Uint8Array.from(rows, ({ right }) => Number(right)),
      weights: new Float32Array(200).fill(1),
      columns: 2,
    },
    1e-9,
  )
  expect(rateByLogistic(fitted, [1, 7])).toBeCloseTo(Math.log(4), 4)
  expect(rateByLogistic(fitted, [0, 7])).toBeCloseTo(-Math.log(4), 4)
})
