import { countRows, type RowRange } from '../row-range.ts'
import { checkCount, checkLive, checkRows } from './check-rows.ts'
import type { LoadedPlanes } from './loaded-planes.ts'
import { nearestByInt8 } from './nearest-by-int8.ts'
import type { PreparedQuery } from './prepare-query.ts'
import { layOut } from './search-scratch.ts'
import { topK } from './top-k.ts'

export interface FoundRow {
  row: number
  cosine: number
}

/** How many more rows than asked for are compared with 16 bits: int8 alone may have them in a wrong order. */
const RESCORED_BESIDES = 40

/**
 * The `k` live rows nearest to the query, nearest first; of equal ones the lower row. Fewer where there are
 * fewer. Needs int8 and scales in memory. Sign bits make it fast where there are many rows; the residual
 * makes order and cosines exact to 16 bits, without it they are those of int8 (to about .003).
 */
export function search(
  loaded: LoadedPlanes,
  query: PreparedQuery,
  live: readonly RowRange[],
  k: number,
): FoundRow[] {
  loaded.checkQuery(query)
  checkLive(live, loaded.rows)
  checkCount(k)
  const count = countRows(live)
  if (count === 0) return []
  checkLoaded(loaded)
  const rescored = k + RESCORED_BESIDES
  const rows =
    count <= rescored && loaded.has('residual')
      ? rowsOf(live)
      : nearestByInt8(loaded, query, live, rescored, k).sort((a, b) => a - b)
  // They are in order, so that of equal ones the lower comes first.
  const cosines = cosinesOf(loaded, query, rows)
  return topK(cosines, k).map(at => ({ row: rows[at]!, cosine: cosines[at]! }))
}

/** Cosine of the query with each of `rows`: to 1e-4 with the residual in memory, else as int8 has it. */
export function cosinesOf(loaded: LoadedPlanes, query: PreparedQuery, rows: ArrayLike<number>): Float32Array {
  loaded.checkQuery(query)
  checkRows(rows, loaded.rows)
  if (rows.length === 0) return new Float32Array(0)
  checkLoaded(loaded)
  const { kernel } = loaded
  const exact = loaded.has('residual')
  const asked = exact ? query.floats : query.whole
  const at = layOut(kernel, { query: asked.byteLength, rows: 4 * rows.length, scores: 4 * rows.length })
  const { buffer } = kernel.arena
  new Uint32Array(buffer, at.rows, rows.length).set(rows)
  const stride = query.floats.length
  const int8 = loaded.address('int8')
  const scales = loaded.address('scales')
  if (exact) {
    new Float32Array(buffer, at.query, stride).set(query.floats)
    const residual = loaded.address('residual')
    kernel.rescore(int8, residual, stride, scales, at.rows, rows.length, at.query, at.scores)
  } else {
    new Int16Array(buffer, at.query, stride).set(query.whole)
    kernel.dotRows(int8, stride, scales, at.rows, rows.length, at.query, at.scores)
  }
  const unit = exact ? 1 / 256 : query.wholeScale
  return new Float32Array(buffer, at.scores, rows.length).map(score => score * unit)
}

function rowsOf(live: readonly RowRange[]): number[] {
  return live.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))
}

function checkLoaded(loaded: LoadedPlanes): void {
  if (!loaded.hasInt8) throw new Error('The vectors are not in memory yet.')
}
