import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openKernel, openPlainKernel } from '../kernel/open-kernel.ts'
import type { RowRange } from '../row-range.ts'
import { clusteredVectors, slowCosine } from './fixtures/random-vectors.ts'
import { LoadedPlanes } from './loaded-planes.ts'
import { prepareQuery } from './prepare-query.ts'
import { quantize } from './quantize.ts'
import { cosinesOf, search } from './vector-search.ts'

const kernel = openKernel()

function load(vectors: Float32Array[], dimension = vectors[0]!.length, into = kernel): LoadedPlanes {
  return LoadedPlanes.of(quantize(vectors, vectors.length, dimension), into)
}

const all = (loaded: LoadedPlanes) => [{ from: 0, to: loaded.rows }]

/** The live rows by exact cosine, best first. */
function slowSearch(vectors: Float32Array[], query: Float32Array, live: RowRange[]) {
  return live
    .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))
    .map(row => ({ row, cosine: slowCosine(vectors[row]!, query) }))
    .sort((a, b) => b.cosine - a.cosine || a.row - b.row)
}

describe('a search', () => {
  it('finds what comparing all vectors exactly finds, of any dimension, among live rows with holes', () => {
    const given = fc.record({
      rows: fc.integer({ min: 1, max: 120 }),
      dimension: fc.constantFrom(1, 2, 3, 16, 17, 100, 384, 1_024),
      k: fc.integer({ min: 1, max: 130 }),
      cuts: fc.array(fc.nat(120), { maxLength: 8 }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(given, ({ rows, dimension, k, cuts, seed }) => {
        const [query, ...vectors] = clusteredVectors(rows + 1, dimension, 4, seed)
        const live = rangesBetween(cuts, rows)
        const loaded = load(vectors)
        const found = search(loaded, prepareQuery(query!, dimension), live, k)
        const exact = slowSearch(vectors, query!, live)
        expect(found).toHaveLength(Math.min(k, exact.length))
        expect(new Set(found.map(({ row }) => row)).size).toBe(found.length)
        const cosines = new Map(exact.map(({ row, cosine }) => [row, cosine]))
        for (const [at, { row, cosine }] of found.entries()) {
          // By its own cosine, and as good as the one that belongs here: rows may be closer than 16 bits tell.
          expect(Math.abs(cosine - cosines.get(row)!)).toBeLessThan(1e-4)
          expect(Math.abs(cosine - exact[at]!.cosine)).toBeLessThan(1e-4)
        }
        loaded.freeAll()
      }),
      { numRuns: 60 },
    )
  })

  it('finds the nearest ten of many clustered vectors by way of their sign bits', () => {
    const [vectors, queries] = split(clusteredVectors(12_040, 128, 300, 5), 40)
    const loaded = load(vectors)
    expect(recall(loaded, vectors, queries)).toBeGreaterThan(0.99)
    loaded.freeAll()
  })

  it('finds them where all vectors share one strong direction, and most values are zero', () => {
    const [vectors, queries] = split(
      clusteredVectors(6_040, 60, 100, 6).map(vector => {
        const padded = new Float32Array(200)
        padded.set(vector)
        padded[70] = 40
        return padded
      }),
      40,
    )
    const loaded = load(vectors)
    expect(recall(loaded, vectors, queries)).toBeGreaterThan(0.97)
    loaded.freeAll()
  })

  it('finds them where whole clusters are equally near, and where a cluster ends before the tenth', () => {
    for (const clusters of [8, 2_000]) {
      const [vectors, queries] = split(clusteredVectors(8_030, 128, clusters, 16, 0.3), 30)
      const loaded = load(vectors)
      expect(recall(loaded, vectors, queries)).toBeGreaterThan(0.99)
      loaded.freeAll()
    }
  })

  it('gives the lower rows first where all are equal, however many', () => {
    const vector = clusteredVectors(1, 50, 1, 7)[0]!
    const loaded = load(Array.from({ length: 9_000 }, () => vector))
    const query = prepareQuery(vector, 50)
    const found = search(loaded, query, all(loaded), 10)
    expect(found.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(found[0]!.cosine).toBeCloseTo(1, 5)
    const live = [
      { from: 3, to: 5 },
      { from: 4_000, to: 9_000 },
    ]
    expect(search(loaded, query, live, 4).map(({ row }) => row)).toEqual([3, 4, 4_000, 4_001])
    loaded.freeAll()
  })

  it('finds nothing where no row is live, and never a dead one', () => {
    const vectors = clusteredVectors(5_000, 40, 1, 8)
    const loaded = load(vectors)
    const query = prepareQuery(vectors[2_500]!, 40)
    expect(search(loaded, query, [], 10)).toEqual([])
    expect(search(loaded, query, [{ from: 7, to: 7 }], 10)).toEqual([])
    const holes = Array.from({ length: 1_250 }, (_, i) => ({ from: 4 * i + 1, to: 4 * i + 4 }))
    for (const { row } of search(loaded, query, holes, 100)) expect(row % 4).not.toBe(0)
    expect(search(loaded, query, holes, 100)).toHaveLength(100)
    expect(search(loaded, query, [{ from: 2_500, to: 2_501 }], 10).map(({ row }) => row)).toEqual([2_500])
    loaded.freeAll()
  })

  it('goes on with int8 alone where the residual is not in memory', () => {
    const vectors = clusteredVectors(300, 256, 5, 9)
    const loaded = load(vectors)
    const query = prepareQuery(vectors[17]!, 256)
    loaded.free('residual')
    const found = search(loaded, query, all(loaded), 10)
    expect(found[0]!.row).toBe(17)
    for (const { row, cosine } of found) {
      expect(Math.abs(cosine - slowCosine(vectors[row]!, vectors[17]!))).toBeLessThan(0.004)
    }
    loaded.freeAll()
    expect(() => search(loaded, query, all(loaded), 10)).toThrow('not in memory yet')
  })

  it('compares all rows where the sign bits are not in memory', () => {
    const vectors = clusteredVectors(5_000, 32, 50, 10)
    const loaded = load(vectors)
    const query = prepareQuery(vectors[4_711]!, 32)
    loaded.free('bits')
    const found = search(loaded, query, all(loaded), 5).map(({ row }) => row)
    expect(found).toEqual(
      slowSearch(vectors, vectors[4_711]!, all(loaded))
        .slice(0, 5)
        .map(({ row }) => row),
    )
    loaded.freeAll()
  })

  it('is the same in plain TypeScript, to the last bit', () => {
    const [vectors, queries] = split(clusteredVectors(2_510, 100, 20, 11), 10)
    const [compiled, plain] = [load(vectors), load(vectors, 100, openPlainKernel())]
    for (const vector of queries) {
      const query = prepareQuery(vector, 100)
      expect(search(plain, query, all(plain), 20)).toEqual(search(compiled, query, all(compiled), 20))
      compiled.free('residual')
      plain.free('residual')
      expect(search(plain, query, all(plain), 20)).toEqual(search(compiled, query, all(compiled), 20))
    }
    compiled.freeAll()
  })

  it('goes on after other packs came and went and the memory was moved together', () => {
    const own = openKernel()
    const vectors = clusteredVectors(3_000, 64, 30, 12)
    const before = load(vectors, 64, own)
    const kept = load(vectors, 64, own)
    const query = prepareQuery(vectors[5]!, 64)
    const expected = search(kept, query, all(kept), 10)
    before.freeAll()
    // Larger than any gap, and more than is left: everything has to move.
    const large = own.arena.allocate(65_535 * 65_536 - own.arena.usedBytes - 64)
    expect(kept.address('mean')).toBe(0)
    expect(search(kept, query, all(kept), 10)).toEqual(expected)
    own.arena.free(large)
  })

  it('works beyond the second gigabyte', () => {
    const own = openKernel()
    const vectors = clusteredVectors(3_000, 64, 30, 15)
    const low = load(vectors, 64, own)
    own.arena.allocate(2_200 * 1_048_576)
    const high = load(vectors, 64, own)
    expect(high.address('mean')).toBeGreaterThan(2 ** 31)
    own.arena.scratch(1_000_000)
    const query = prepareQuery(vectors[5]!, 64)
    expect(search(high, query, all(high), 10)).toEqual(search(low, query, all(low), 10))
  })

  it('refuses a query of another dimension, k that is no count, and ranges beyond the rows', () => {
    const loaded = load(clusteredVectors(4, 3, 1, 13))
    const query = prepareQuery([1, 2, 3], 3)
    expect(() => search(loaded, prepareQuery([1, 2], 2), all(loaded), 1)).toThrow(
      new RangeError('The query has 2 values, the vectors have 3.'),
    )
    for (const k of [0, -1, 1.5, Number.NaN]) {
      expect(() => search(loaded, query, all(loaded), k)).toThrow(RangeError)
    }
    expect(() => search(loaded, query, [{ from: 0, to: 5 }], 1)).toThrow(RangeError)
    expect(() => search(loaded, query, [{ from: -1, to: 2 }], 1)).toThrow(RangeError)
    expect(() => cosinesOf(loaded, query, [4])).toThrow('There is no row 4')
    expect(() => cosinesOf(loaded, query, [0.5])).toThrow(RangeError)
    loaded.freeAll()
  })
})

describe('cosines of given rows', () => {
  it('are exact to 1e-4, in the order asked for', () => {
    const vectors = clusteredVectors(50, 1_024, 3, 14)
    const loaded = load(vectors)
    const query = vectors[3]!.map((value, i) => value + (i % 5))
    const rows = [49, 0, 7, 7, 3]
    const cosines = cosinesOf(loaded, prepareQuery(query, 1_024), rows)
    for (const [at, row] of rows.entries()) {
      expect(Math.abs(cosines[at]! - slowCosine(vectors[row]!, query))).toBeLessThan(1e-4)
    }
    expect(cosinesOf(loaded, prepareQuery(query, 1_024), [])).toHaveLength(0)
    loaded.freeAll()
  })

  it('stay within 32 bits where every value of query and vector is as large as can be', () => {
    for (const dimension of [1, 16, 1_024, 4_096]) {
      const vector = new Float32Array(dimension).fill(-1)
      const loaded = load([vector, vector.map(value => -value)])
      loaded.free('residual')
      const query = prepareQuery(vector, dimension)
      const [same, opposite] = cosinesOf(loaded, query, [0, 1])
      expect(same).toBeCloseTo(1, 3)
      expect(opposite).toBeCloseTo(-1, 3)
      loaded.freeAll()
    }
  })
})

describe('a query', () => {
  it('in whole numbers never lets a sum of products with int8 leave 32 bits', () => {
    const values = fc.oneof(fc.constantFrom(1, -1, 1e-30), fc.float({ noNaN: true, noDefaultInfinity: true }))
    const vector = fc
      .constantFrom(1, 2, 16, 1_000, 4_096)
      .chain(length => fc.array(values, { minLength: length, maxLength: length, size: 'max' }))
    fc.assert(
      fc.property(
        vector.filter(vector => vector.some(value => Math.fround(value) !== 0)),
        vector => {
          const { whole } = prepareQuery(Float32Array.from(vector), vector.length)
          let worst = 0
          for (const value of whole) worst += 128 * Math.abs(value)
          expect(worst).toBeLessThan(2 ** 31)
          // And uses the room there is.
          expect(
            Math.max(worst / 2 ** 31, ...whole.map(Math.abs).map(value => value / 32_767)),
          ).toBeGreaterThan(0.9)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('is refused like a vector', () => {
    expect(() => prepareQuery([1, 2, 3], 2)).toThrow(new RangeError('The query has 3 values, not 2.'))
    expect(() => prepareQuery([0, 0], 2)).toThrow('The query is a zero vector')
    expect(() => prepareQuery([0, Number.NaN], 2)).toThrow('not a finite number')
  })
})

function recall(loaded: LoadedPlanes, vectors: Float32Array[], queries: Float32Array[]): number {
  let hits = 0
  for (const query of queries) {
    const found = search(loaded, prepareQuery(query, loaded.dimension), all(loaded), 10)
    const rows = new Set(found.map(({ row }) => row))
    for (const { row } of slowSearch(vectors, query, all(loaded)).slice(0, 10)) hits += Number(rows.has(row))
  }
  return hits / (10 * queries.length)
}

/** The last `queries` of them apart. */
function split(vectors: Float32Array[], queries: number): [Float32Array[], Float32Array[]] {
  return [vectors.slice(0, -queries), vectors.slice(-queries)]
}

/** Every other stretch between the cuts. */
function rangesBetween(cuts: number[], rows: number): RowRange[] {
  const points = [...new Set([0, ...cuts.map(cut => cut % (rows + 1)), rows])].sort((a, b) => a - b)
  return points
    .slice(1)
    .map((to, i) => ({ from: points[i]!, to }))
    .filter((_, i) => i % 2 === 0)
}
