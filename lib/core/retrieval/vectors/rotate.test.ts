import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRotation } from './rotate.ts'

const pair = fc
  .integer({ min: 1, max: 300 })
  .chain(length => fc.tuple(fc.constant(length), values(length), values(length)))

function values(length: number) {
  return fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length })
}

describe('the rotation', () => {
  it('keeps lengths and angles', () => {
    fc.assert(
      fc.property(pair, ([dimension, a, b]) => {
        const rotate = createRotation(dimension)
        const [turnedA, turnedB] = [rotate(a).slice(), rotate(b).slice()]
        expect(dot(turnedA, turnedB)).toBeCloseTo(dot(a, b), 9)
        expect(dot(turnedA, turnedA)).toBeCloseTo(dot(a, a), 9)
      }),
    )
  })

  it('spreads a single value over all', () => {
    for (const at of [0, 1, 511, 999]) {
      const single = new Float64Array(1_000)
      single[at] = 1
      const largest = Math.max(...createRotation(1_000)(single).map(Math.abs))
      expect(largest).toBeLessThan(0.2)
    }
  })

  it('is the one that stored packs were made with', () => {
    const turned = createRotation(3)(Float32Array.of(1, 2, 3))
    expect(turned).toHaveLength(128)
    expect([...turned.subarray(0, 4)].map(value => Number(value.toFixed(6)))).toMatchInlineSnapshot(`
      [
        0.3125,
        0.25,
        -0.3125,
        -0.25,
      ]
    `)
  })
})

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
