import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topK, VectorPlane } from './vector-plane.ts'

const value = fc.float({ min: -1, max: 1, noNaN: true })
const vectors = fc.integer({ min: 1, max: 12 }).chain(dimension =>
  fc.record({
    query: vectorOf(dimension).filter(vector => vector.some(Boolean)),
    stored: fc.array(vectorOf(dimension).filter(hasDirection), { minLength: 1, maxLength: 20 }),
  }),
)

function vectorOf(dimension: number) {
  return fc.array(value, { minLength: dimension, maxLength: dimension })
}

/** So short a vector loses its direction when it is brought to unit length in 32 bits. */
function hasDirection(vector: number[]): boolean {
  return Math.hypot(...vector) > 1e-6
}

function unit(vector: number[]): Float32Array {
  const length = Math.hypot(...vector)
  return Float32Array.from(vector, value => value / length)
}

/** The textbook's cosine, in double precision, of any two vectors. */
function slowCosine(a: number[], b: number[]): number {
  const dot = a.reduce((sum, value, index) => sum + value * b[index]!, 0)
  return dot / Math.hypot(...a) / Math.hypot(...b)
}

describe('cosines', () => {
  it('are the textbook’s, whatever the length of the query', () => {
    fc.assert(
      fc.property(vectors, ({ query, stored }) => {
        const cosines = new VectorPlane(stored.map(unit)).cosines(Float32Array.from(query))
        expect(cosines).toHaveLength(stored.length)
        for (const [at, vector] of stored.entries()) {
          expect(cosines[at]).toBeCloseTo(slowCosine(query, vector), 5)
        }
      }),
    )
  })

  it('of a vector with itself and with its opposite are 1 and -1', () => {
    const vector = unit([3, -4, 12])
    const cosines = new VectorPlane([vector, vector.map(value => -value)]).cosines(vector)
    expect(cosines[0]).toBeCloseTo(1, 6)
    expect(cosines[1]).toBeCloseTo(-1, 6)
  })

  it('are none where nothing is stored', () => {
    expect(new VectorPlane([]).cosines(Float32Array.of(1, 2))).toHaveLength(0)
  })

  it('are refused for a query of another length instead of comparing what both have', () => {
    const plane = new VectorPlane([unit([1, 2, 3])])
    expect(() => plane.cosines(Float32Array.of(1, 2))).toThrow('The query has 2 values, the vectors have 3.')
    expect(() => plane.cosines(Float32Array.of(1, 2, 3, 0))).toThrow(RangeError)
  })

  it('are refused for a query without direction or with a value that is no number', () => {
    const plane = new VectorPlane([unit([1, 2])])
    expect(() => plane.cosines(Float32Array.of(0, -0))).toThrow('zero vector')
    expect(() => plane.cosines(Float32Array.of(1, Number.NaN))).toThrow('not a finite number')
    expect(() => plane.cosines(Float32Array.of(1, Number.POSITIVE_INFINITY))).toThrow('not a finite number')
  })
})

describe('a plane', () => {
  it('refuses vectors of different lengths, naming the one that differs', () => {
    expect(() => new VectorPlane([unit([1, 2]), unit([1, 2, 3])])).toThrow(
      'Vector 1 has 3 values, others have 2.',
    )
  })

  it('refuses a vector with a value that is no number', () => {
    expect(() => new VectorPlane([Float32Array.of(Number.NaN, 0)])).toThrow('not a finite number')
  })
})

describe('the highest scores', () => {
  it('are those of sorting everything, of equals the earlier first', () => {
    // Few different values, so that ties are the rule.
    const scores = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 60 })
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 70 }), (scores, k) => {
        const sorted = scores
          .map((score, at) => ({ score, at }))
          .toSorted((a, b) => b.score - a.score || a.at - b.at)
          .slice(0, k)
          .map(({ at }) => at)
        expect(topK(Float32Array.from(scores), k)).toEqual(sorted)
      }),
    )
  })

  it.each([0, -1, 1.5, Number.NaN])('are refused for k = %d', k => {
    expect(() => topK(Float32Array.of(1), k)).toThrow('k must be a positive whole number')
  })
})
