import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { LoadedPlanes } from '../../../core/retrieval/vectors/loaded-planes.ts'
import { prepareQuery } from '../../../core/retrieval/vectors/prepare-query.ts'
import { layOut } from '../../../core/retrieval/vectors/search-scratch.ts'
import { topK } from '../../../core/retrieval/vectors/top-k.ts'
import { SECTION_NAMES, type SectionName } from '../../../core/retrieval/vectors/vector-planes.ts'
import { search } from '../../../core/retrieval/vectors/vector-search.ts'
import type { OpenSearch } from '../search-side.ts'

/**
 * The product's own search over the planes of one pack. In the same process, so that both meet the same
 * machine: `pass`, the kernel once over the whole int8 plane, and `flat`, the nearest that it finds.
 */
export const openSide: OpenSearch<{ residual: boolean }> = async ({ file, scratch, k, residual }) => {
  const loaded = new LoadedPlanes(file)
  for (const name of SECTION_NAMES)
    if (residual || name !== 'residual') fillFrom(loaded, name, join(scratch, name))
  const live = [{ from: 0, to: file.rows }]
  return {
    ask({ vector, how }) {
      if (how === 'pass') pass(loaded, vector)
      else if (how === 'flat') return topK(pass(loaded, vector), k)
      else return search(loaded, prepareQuery(vector, file.dimension), live, k).map(({ row }) => row)
      return []
    },
  }
}

/** One piece of a plane. */
const PIECE_BYTES = 1 << 20

function fillFrom(loaded: LoadedPlanes, name: SectionName, path: string): void {
  const piece = new Uint8Array(PIECE_BYTES)
  const handle = openSync(path, 'r')
  for (let at = 0, got = 0; ; at += got) {
    got = readSync(handle, piece, 0, PIECE_BYTES, at)
    if (got === 0) break
    loaded.fill(name, at, piece.subarray(0, got))
  }
  closeSync(handle)
}

/** The int8 product of the query with every row. */
function pass(loaded: LoadedPlanes, vector: Float32Array): Float32Array {
  const { kernel, rows } = loaded
  const { whole } = prepareQuery(vector, loaded.dimension)
  const at = layOut(kernel, { query: whole.byteLength, scores: 4 * rows })
  new Int16Array(kernel.arena.buffer, at.query, whole.length).set(whole)
  const [int8, scales] = [loaded.address('int8'), loaded.address('scales')]
  kernel.dotRun(int8, whole.length, scales, 0, rows, at.query, at.scores)
  return new Float32Array(kernel.arena.buffer, at.scores, rows)
}
