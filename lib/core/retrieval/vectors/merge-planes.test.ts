import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RowRange } from '../row-range.ts'
import { clusteredVectors } from './fixtures/random-vectors.ts'
import { mergePlanes } from './merge-planes.ts'
import { quantize } from './quantize.ts'

const part = fc.record({ rows: fc.integer({ min: 0, max: 30 }), dead: fc.array(fc.nat(29)) })

describe('merged planes', () => {
  it('are those of the live vectors, quantized together', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(2, 40, 130),
        fc.nat(),
        (shapes, dimension, seed) => {
          const parts = shapes.map(({ rows, dead }, at) => {
            const vectors = clusteredVectors(rows, dimension, 3, seed + at)
            return { vectors, live: liveOf(rows, new Set(dead)) }
          })
          const merged = mergePlanes(
            parts.map(({ vectors, live }) => ({
              planes: quantize(vectors, vectors.length, dimension),
              live,
            })),
          )
          const union = parts.flatMap(({ vectors, live }) =>
            live.flatMap(({ from, to }) => vectors.slice(from, to)),
          )
          expect(merged).toEqual(quantize(union, union.length, dimension))
        },
      ),
    )
  })

  it('are refused where dimensions differ, or where there is nothing', () => {
    const planes = [2, 3].map(dimension => quantize(clusteredVectors(2, dimension, 1, 1), 2, dimension))
    const live = [{ from: 0, to: 2 }]
    expect(() => mergePlanes(planes.map(planes => ({ planes, live })))).toThrow(
      new RangeError('Vectors of 3 values cannot join those of 2.'),
    )
    expect(() => mergePlanes([])).toThrow(RangeError)
    expect(() => mergePlanes([{ planes: planes[0]!, live: [{ from: 0, to: 3 }] }])).toThrow(RangeError)
  })
})

function liveOf(rows: number, dead: Set<number>): RowRange[] {
  const ranges: RowRange[] = []
  for (let row = 0; row < rows; row++) {
    if (dead.has(row)) continue
    const last = ranges.at(-1)
    if (last?.to === row) last.to++
    else ranges.push({ from: row, to: row + 1 })
  }
  return ranges
}
