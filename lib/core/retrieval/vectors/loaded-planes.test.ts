import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openKernel } from '../kernel/open-kernel.ts'
import { clusteredVectors } from './fixtures/random-vectors.ts'
import { LoadedPlanes } from './loaded-planes.ts'
import { quantize } from './quantize.ts'

const kernel = openKernel()
const planes = quantize(clusteredVectors(20, 40, 2, 1), 20, 40)
const int8 = new Uint8Array(planes.int8.buffer)

describe('loaded planes', () => {
  it('have a section when its last byte has come, in whatever pieces and however often', () => {
    const pieces = fc.array(fc.tuple(fc.nat(int8.length), fc.nat(int8.length)), { maxLength: 12 })
    fc.assert(
      fc.property(pieces, pieces => {
        const loaded = new LoadedPlanes(planes, kernel)
        const come = new Uint8Array(int8.length)
        for (const [a, b] of pieces) {
          const [from, to] = [Math.min(a, b), Math.max(a, b)]
          loaded.fill('int8', from, int8.subarray(from, to))
          come.fill(1, from, to)
          expect(loaded.has('int8')).toBe(!come.includes(0))
        }
        loaded.fill('int8', 0, int8)
        expect(loaded.has('int8')).toBe(true)
        const address = loaded.address('int8')
        expect(new Uint8Array(kernel.arena.buffer, address, int8.length)).toEqual(int8)
        loaded.freeAll()
      }),
    )
  })

  it('take what their sections have, and give it back', () => {
    const before = kernel.arena.usedBytes
    const loaded = LoadedPlanes.of(planes, kernel)
    // 64 bits would do, 128 are the least; 48 bytes a row of 40 values.
    expect(loaded.bytes).toBe(128 * 4 + 20 * (4 + 16 + 48 + 48))
    loaded.free('residual')
    expect(loaded.bytes).toBe(128 * 4 + 20 * (4 + 16 + 48))
    expect(loaded.has('residual')).toBe(false)
    expect(loaded.hasInt8 && loaded.hasBits).toBe(true)
    loaded.free('residual')
    loaded.freeAll()
    expect(loaded.bytes).toBe(0)
    expect(kernel.arena.usedBytes).toBe(before)
  })

  it('of one 1,024-dimensional vector take 1,156 bytes, 2,180 with the residual', () => {
    const many = new LoadedPlanes({ rows: 1_000, dimension: 1_024 }, kernel)
    for (const name of ['scales', 'bits', 'int8'] as const) many.fill(name, 0, new Uint8Array(0))
    expect(many.bytes / 1_000).toBe(1_156)
    many.fill('residual', 0, new Uint8Array(0))
    expect(many.bytes / 1_000).toBe(2_180)
    many.freeAll()
  })

  it('refuse bytes beyond the end of a section', () => {
    const loaded = new LoadedPlanes(planes, kernel)
    expect(() => loaded.fill('int8', int8.length - 1, new Uint8Array(2))).toThrow(RangeError)
    expect(() => loaded.fill('int8', -1, new Uint8Array(2))).toThrow(RangeError)
  })

  it('of no rows have everything but the mean', () => {
    const empty = LoadedPlanes.of(quantize([], 0, 8), kernel)
    expect(empty.hasInt8 && empty.hasBits).toBe(true)
    empty.freeAll()
  })
})
