import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusteredVectors, slowCosine } from './fixtures/random-vectors.ts'
import { quantize } from './quantize.ts'
import { sectionBytes, strideOf } from './vector-planes.ts'

const dimension = fc.constantFrom(1, 2, 3, 15, 16, 17, 100, 128, 130, 384)
const vectors = dimension.chain(dimension =>
  fc.array(
    fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
        minLength: dimension,
        maxLength: dimension,
      })
      .map(values => Float32Array.from(values))
      .filter(vector => vector.some(Boolean)),
    { minLength: 1, maxLength: 12 },
  ),
)

describe('quantized vectors', () => {
  it('are within a 65,000th of their largest value, at unit length, whatever their length was', () => {
    fc.assert(
      fc.property(vectors, vectors => {
        const dimension = vectors[0]!.length
        const planes = quantize(vectors, vectors.length, dimension)
        for (const [row, vector] of vectors.entries()) {
          const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
          const largest = Math.max(...vector.map(Math.abs)) / length
          for (const [i, value] of vector.entries()) {
            const at = row * strideOf(dimension) + i
            const found = planes.scales[row]! * (planes.int8[at]! + planes.residual[at]! / 256)
            expect(Math.abs(found - value / length)).toBeLessThanOrEqual(largest / 64_900)
            expect(Math.abs(planes.int8[at]!)).toBeLessThanOrEqual(127)
          }
        }
      }),
    )
  })

  it('are as long in each section as said beforehand, and zero behind the dimension', () => {
    fc.assert(
      fc.property(vectors, vectors => {
        const dimension = vectors[0]!.length
        const planes = quantize(vectors, vectors.length, dimension)
        const bytes = sectionBytes(vectors.length, dimension)
        expect({
          mean: planes.mean.byteLength,
          scales: planes.scales.byteLength,
          bits: planes.bits.byteLength,
          int8: planes.int8.byteLength,
          residual: planes.residual.byteLength,
        }).toEqual(bytes)
        for (let at = 0; at < planes.int8.length; at++) {
          if (at % strideOf(dimension) >= dimension) expect(planes.int8[at]! | planes.residual[at]!).toBe(0)
        }
      }),
    )
  })

  it('differ in about as many sign bits as the angle between them says', () => {
    const vectors = clusteredVectors(200, 300, 1, 1)
    const centred = quantize(
      vectors.flatMap(vector => [vector, vector.map(value => -value)]),
      400,
      300,
    )
    for (let a = 0; a < 200; a += 7) {
      const b = 199 - a
      const angle = Math.acos(slowCosine(vectors[a]!, vectors[b]!)) / Math.PI
      expect(Math.abs(distance(centred.bits, 2 * a, 2 * b) / 512 - angle)).toBeLessThan(0.08)
      expect(distance(centred.bits, 2 * a, 2 * a + 1)).toBe(512)
    }
  })

  it('use all bits though most values are zero', () => {
    const vectors = clusteredVectors(300, 20, 30, 2).map(vector => {
      const padded = new Float32Array(1_024)
      padded.set(vector)
      return padded
    })
    const { bits } = quantize(vectors, 300, 1_024)
    for (let bit = 0; bit < 1_024; bit++) {
      let ones = 0
      for (let row = 0; row < 300; row++) ones += (bits[row * 128 + (bit >> 3)]! >> (bit & 7)) & 1
      expect(ones).toBeGreaterThan(60)
      expect(ones).toBeLessThan(240)
    }
  })

  it('are refused by row: of another length, without direction, with what is no finite number', () => {
    const fine = Float32Array.of(1, 2)
    const refused = (vector: Float32Array) => () => quantize([fine, vector], 2, 2)
    expect(refused(Float32Array.of(1, 2, 3))).toThrow(new RangeError('Vector 1 has 3 values, not 2.'))
    expect(refused(Float32Array.of(0, -0))).toThrow('Vector 1 is a zero vector')
    expect(refused(Float32Array.of(0, Number.NaN))).toThrow('Vector 1 holds a value that is not a finite')
    expect(refused(Float32Array.of(Number.NEGATIVE_INFINITY, 0))).toThrow('not a finite number')
    expect(refused(Float32Array.of(1e-45, 0))).not.toThrow()
    expect(refused(Float32Array.of(3e38, 3e38))).not.toThrow()
  })

  it('are as many as announced, of a dimension that exists', () => {
    expect(() => quantize([Float32Array.of(1)], 2, 1)).toThrow('There are 1 vectors, not the 2 announced.')
    expect(() => quantize([Float32Array.of(1)], 0, 1)).toThrow('more vectors than the 0 announced')
    for (const dimension of [0, 1.5, 4_097, Number.NaN]) {
      expect(() => quantize([], 0, dimension)).toThrow(RangeError)
    }
    expect(quantize([], 0, 4_096).mean).toHaveLength(4_096)
  })
})

function distance(bits: Uint8Array, a: number, b: number): number {
  let ones = 0
  for (let i = 0; i < 64; i++) {
    for (let rest = bits[64 * a + i]! ^ bits[64 * b + i]!; rest; rest &= rest - 1) ones++
  }
  return ones
}
