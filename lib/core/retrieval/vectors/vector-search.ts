import { countRows, type RowRange } from '../row-range.ts'
import { checkCount, checkLive, checkRows } from './check-rows.ts'
import type { LoadedPlanes } from './loaded-planes.ts'
import { nearestBySigns } from './nearest-by-signs.ts'
import type { PreparedQuery } from './prepare-query.ts'
import { layOut } from './search-scratch.ts'
import { topK } from './top-k.ts'

export interface FoundRow {
  row: number
  cosine: number
}

/** Up to so many live rows, comparing all of them costs less than choosing some by their sign bits. */
const FLAT_ROWS = 2_000
/** Of more rows, how many are chosen by sign bits: a share of them, but never few. DESIGN.md has the curve. */
const CHOSEN_SHARE = 0.03
const MIN_CHOSEN = 500
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
  if (!loaded.hasInt8) throw new Error('The vectors are not in memory yet.')
  const rescored = k + RESCORED_BESIDES
  const chosen = Math.max(MIN_CHOSEN, 4 * k, Math.ceil(count * CHOSEN_SHARE))
  const rows =
    count <= FLAT_ROWS || count <= chosen || !loaded.hasBits
      ? nearestOfAll(loaded, query, live, rescored)
      : nearestOf(loaded, query, nearestBySigns(loaded, query, live, chosen), rescored)
  // By row, so that of equal ones the lower comes first.
  rows.sort((a, b) => a - b)
  const cosines = cosinesOf(loaded, query, rows)
  return topK(cosines, k).map(at => ({ row: rows[at]!, cosine: cosines[at]! }))
}

/** Cosine of the query with each of `rows`: to 1e-4 with the residual in memory, else as int8 has it. */
export function cosinesOf(loaded: LoadedPlanes, query: PreparedQuery, rows: ArrayLike<number>): Float32Array {
  loaded.checkQuery(query)
  checkRows(rows, loaded.rows)
  const { kernel } = loaded
  if (rows.length === 0) return new Float32Array(0)
  if (!loaded.hasInt8) throw new Error('The vectors are not in memory yet.')
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

/** The `count` nearest live rows by int8, in no particular order. */
function nearestOfAll(
  loaded: LoadedPlanes,
  query: PreparedQuery,
  live: readonly RowRange[],
  count: number,
): number[] {
  const { kernel } = loaded
  const total = countRows(live)
  const at = layOut(kernel, { query: query.whole.byteLength, scores: 4 * total })
  const stride = query.whole.length
  new Int16Array(kernel.arena.buffer, at.query, stride).set(query.whole)
  const int8 = loaded.address('int8')
  const scales = loaded.address('scales')
  let out = at.scores
  for (const { from, to } of live) {
    kernel.dotRun(int8, stride, scales, from, to, at.query, out)
    out += 4 * (to - from)
  }
  const best = topK(new Float32Array(kernel.arena.buffer, at.scores, total), count)
  return rowsAt(live, best)
}

/** The `count` nearest of the rows given, which are in order, by int8. */
function nearestOf(loaded: LoadedPlanes, query: PreparedQuery, rows: Uint32Array, count: number): number[] {
  const { kernel } = loaded
  const size = 4 * rows.length
  const at = layOut(kernel, { query: query.whole.byteLength, rows: size, scores: size })
  const { buffer } = kernel.arena
  const stride = query.whole.length
  new Int16Array(buffer, at.query, stride).set(query.whole)
  new Uint32Array(buffer, at.rows, rows.length).set(rows)
  kernel.dotRows(
    loaded.address('int8'),
    stride,
    loaded.address('scales'),
    at.rows,
    rows.length,
    at.query,
    at.scores,
  )
  return topK(new Float32Array(buffer, at.scores, rows.length), count).map(position => rows[position]!)
}

/** The row numbers of the live rows at `positions`, counted over the live rows only. */
function rowsAt(live: readonly RowRange[], positions: number[]): number[] {
  const rows: number[] = []
  let skipped = 0
  let range = 0
  for (const position of positions.sort((a, b) => a - b)) {
    while (position - skipped >= live[range]!.to - live[range]!.from) {
      skipped += live[range]!.to - live[range]!.from
      range++
    }
    rows.push(live[range]!.from + position - skipped)
  }
  return rows
}
