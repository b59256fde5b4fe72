import { describe, expect, it } from 'vitest'
import { openKernel } from '../kernel/open-kernel.ts'
import { clusteredVectors, slowCosine } from './fixtures/random-vectors.ts'
import { LoadedPlanes } from './loaded-planes.ts'
import { prepareQuery } from './prepare-query.ts'
import { quantize } from './quantize.ts'
import { searchBits } from './search-bits.ts'

const kernel = openKernel()
const vectors = clusteredVectors(6_020, 256, 100, 1)
const queries = vectors.splice(6_000)
const planes = quantize(vectors, vectors.length, 256)
const loaded = new LoadedPlanes(planes, kernel)
loaded.fill('mean', 0, new Uint8Array(planes.mean.buffer))
loaded.fill('bits', 0, planes.bits)
const live = [
  { from: 0, to: 3_000 },
  { from: 3_500, to: 6_000 },
]
const isLive = (row: number) => row < 3_000 || row >= 3_500

describe('a search by bits alone', () => {
  it('has the nearest ten live rows among its 200', () => {
    let hits = 0
    for (const query of queries) {
      const found = searchBits(loaded, prepareQuery(query, 256), live, 200)
      expect(found).toHaveLength(200)
      expect(new Set(found).size).toBe(200)
      expect(found.every(isLive)).toBe(true)
      const cosines = vectors.map((vector, row) => (isLive(row) ? slowCosine(vector, query) : -1))
      const exact = [...vectors.keys()].sort((a, b) => cosines[b]! - cosines[a]!)
      for (const row of exact.slice(0, 10)) hits += Number(found.includes(row))
    }
    expect(hits / (10 * queries.length)).toBeGreaterThan(0.97)
  })

  it('puts a vector itself first, and lower rows first where all are equal', () => {
    expect(searchBits(loaded, prepareQuery(vectors[4_000]!, 256), live, 5)[0]).toBe(4_000)
    const same = LoadedPlanes.of(
      quantize(
        Array.from({ length: 2_000 }, () => vectors[0]!),
        2_000,
        256,
      ),
      kernel,
    )
    expect(searchBits(same, prepareQuery(vectors[0]!, 256), [{ from: 5, to: 2_000 }], 3)).toEqual([5, 6, 7])
    same.freeAll()
  })

  it('gives all live rows where there are fewer, and none where there are none', () => {
    const query = prepareQuery(queries[0]!, 256)
    expect(searchBits(loaded, query, [{ from: 10, to: 13 }], 200).sort((a, b) => a - b)).toEqual([10, 11, 12])
    expect(searchBits(loaded, query, [], 200)).toEqual([])
  })

  it('is refused before the bits are there', () => {
    const empty = new LoadedPlanes({ rows: 1, dimension: 256 }, kernel)
    expect(() => searchBits(empty, prepareQuery(queries[0]!, 256), [{ from: 0, to: 1 }], 1)).toThrow(
      'The sign bits are not in memory yet.',
    )
  })
})
