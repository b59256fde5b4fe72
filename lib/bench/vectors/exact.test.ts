import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { chance } from './chance.ts'
import { cosine, exactNearest, recall } from './exact.ts'
import { readAll, readRows, readSome, type VectorFile } from './vector-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'docent-exact-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const by = chance(3)
const vector = (length: number) => Float32Array.from({ length }, () => by.bell())

/** `rows` vectors of 8 values, searched as 16; more than one block of the file. */
function written(rows: number): { file: VectorFile; vectors: Float32Array[] } {
  const vectors = Array.from({ length: rows }, () => vector(8))
  const path = join(folder, `${rows}.f32`)
  writeFileSync(path, Buffer.concat(vectors.map(({ buffer }) => new Uint8Array(buffer))))
  return { file: { path, rows, stored: 8, dimension: 16 }, vectors }
}

describe('a file of vectors', () => {
  it('gives the rows that were written, filled up with zeros', () => {
    const { file, vectors } = written(1_203)
    const rows = [...readRows(file)]
    expect(rows).toHaveLength(1_203)
    expect(rows[1_202]).toEqual(Float32Array.from([...vectors[1_202]!, ...new Float32Array(8)]))
    expect(readAll(file).subarray(1_100 * 16, 1_100 * 16 + 8)).toEqual(vectors[1_100])
    expect(readSome(file, [900, 3])).toEqual([vectors[900], vectors[3]])
  })
})

describe('the exact search', () => {
  it('finds what sorting everything finds, for each size asked for', async () => {
    const { file, vectors } = written(1_000)
    const queries = Array.from({ length: 7 }, () => Float32Array.from([...vector(8), ...new Float32Array(8)]))
    const found = await exactNearest({ file, queries, sizes: [500, 1_000], k: 10 })
    for (const [at, query] of queries.entries()) {
      for (const size of [500, 1_000]) {
        const sorted = vectors
          .slice(0, size)
          .map((row, number) => ({ number, cosine: cosine(query, row) }))
          .sort((a, b) => b.cosine - a.cosine)
          .slice(0, 10)
        expect(found[at]!.get(size)!.nearest).toEqual(sorted.map(({ number }) => number))
        expect(found[at]!.get(size)!.lastCosine).toBeCloseTo(sorted[9]!.cosine, 12)
      }
    }
  })
})

describe('recall', () => {
  const path = join(folder, 'twins.f32')
  writeFileSync(path, new Uint8Array(Float32Array.of(1, 0, 0, 1, 0, 2, -1, 0).buffer))
  const file = { path, rows: 4, stored: 2, dimension: 2 }
  const query = Float32Array.of(0.1, 1)

  it('is the share of the exact ones that were found, in whatever order', () => {
    const exact = [{ nearest: [1, 0], lastCosine: cosine(query, Float32Array.of(1, 0)) }]
    expect(recall(file, [query], exact, [[0, 1]])).toBe(1)
    expect(recall(file, [query], exact, [[1, 3]])).toBe(0.5)
    expect(recall(file, [query], exact, [[]])).toBe(0)
  })

  it('counts a row that is as near as the last one, but none twice', () => {
    const exact = [{ nearest: [1], lastCosine: cosine(query, Float32Array.of(0, 1)) }]
    expect(recall(file, [query], exact, [[2]])).toBe(1)
    const both = [{ nearest: [1, 2], lastCosine: cosine(query, Float32Array.of(0, 1)) }]
    expect(recall(file, [query], both, [[1, 1]])).toBe(0.5)
  })
})
