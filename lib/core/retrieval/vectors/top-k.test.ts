import fc from 'fast-check'
import { expect, it } from 'vitest'
import { topK } from './top-k.ts'

it('gives the highest scores, of equal ones the earlier', () => {
  const scores = fc.array(fc.oneof(fc.constantFrom(0, 0.5, 1), fc.float({ noNaN: true })), { maxLength: 80 })
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 30 }), (values, k) => {
      const scores = Float32Array.from(values)
      const expected = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, k)
      expect(topK(scores, k)).toEqual(expected)
    }),
  )
})
