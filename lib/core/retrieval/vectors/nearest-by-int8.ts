import { countRows, type RowRange } from '../row-range.ts'
import type { LoadedPlanes } from './loaded-planes.ts'
import type { PreparedQuery } from './prepare-query.ts'
import { layOut } from './search-scratch.ts'
import { SignDistances } from './sign-distances.ts'
import { topK } from './top-k.ts'

/** Up to so many live rows, comparing all of them costs less than choosing some by their sign bits. */
const FLAT_ROWS = 2_000
/** Of more rows, so many are chosen by their sign bits at first: a share of all, but never few. */
const FIRST_SHARE = 0.005
const MIN_FIRST = 500
/** Choosing more than this share is dearer than comparing all rows in order: scattered ones take three times as long. */
const MAX_SHARE = 0.2
/**
 * How far beyond the mean Hamming distance of those found the choice must reach, in standard deviations: one
 * in 200 true neighbours may differ in more bits than that.
 */
const REACH = 2.6
const LAST_SHARES = [0.5, 0.2]

/** The `wanted` live rows nearest to the query by int8, best first, of equal ones the lower first. `k` of them matter. */
export function nearestByInt8(
  loaded: LoadedPlanes,
  query: PreparedQuery,
  live: readonly RowRange[],
  wanted: number,
  k: number,
): number[] {
  const count = countRows(live)
  const chosen =
    count > FLAT_ROWS && loaded.hasBits ? nearestOfChosen(loaded, query, live, count, wanted, k) : null
  return chosen ?? nearestOfAll(loaded, query, live, count, wanted)
}

/**
 * Compares only rows whose sign bits are like the query's. How many must be chosen depends on the vectors: a
 * few where neighbours stand out, a whole cluster where its rows are equally far from each other. So it is seen
 * from the result: as long as rows found differ in nearly as many bits as the last ones chosen, there may be
 * others beyond, and more are chosen. Null where that would be too many.
 */
function nearestOfChosen(
  loaded: LoadedPlanes,
  query: PreparedQuery,
  live: readonly RowRange[],
  count: number,
  wanted: number,
  k: number,
): number[] | null {
  const most = Math.floor(count * MAX_SHARE)
  let chosen = Math.max(MIN_FIRST, 4 * wanted, Math.ceil(count * FIRST_SHARE))
  if (chosen > most) return null
  const distances = new SignDistances(loaded, query, live, {
    query: query.whole.byteLength,
    rows: 4 * most,
    scores: 4 * most,
  })
  const { kernel } = loaded
  const { buffer } = kernel.arena
  const stride = query.whole.length
  const { at } = distances
  new Int16Array(buffer, at.query, stride).set(query.whole)
  const int8 = loaded.address('int8')
  const scales = loaded.address('scales')
  while (chosen <= most) {
    distances.collect(chosen, at.rows)
    kernel.dotRows(int8, stride, scales, at.rows, chosen, at.query, at.scores)
    const rows = new Uint32Array(buffer, at.rows, chosen)
    const best = topK(new Float32Array(buffer, at.scores, chosen), wanted).map(at => rows[at]!)
    const needed = distances.countWithin(reachOf(distances, best.slice(0, k)))
    if (needed <= chosen) return best
    chosen = Math.max(2 * chosen, needed)
  }
  return null
}

/**
 * The distance within which rows as similar as the last of those given are to be expected: each bit of a row
 * differs or does not, independently as far as the rotation can do it, so distances are binomial. Two means are
 * asked, of the last half and of the last fifth: the first is the surer, the second sees where a cluster ends.
 */
function reachOf<Name extends string>(distances: SignDistances<Name>, best: number[]): number {
  const mean = Math.max(
    ...LAST_SHARES.map(share => distances.meanOf(best.slice(Math.floor(best.length * (1 - share))))),
  )
  return mean + REACH * Math.sqrt(mean * (1 - mean / distances.bits))
}

function nearestOfAll(
  loaded: LoadedPlanes,
  query: PreparedQuery,
  live: readonly RowRange[],
  count: number,
  wanted: number,
): number[] {
  const { kernel } = loaded
  const at = layOut(kernel, { query: query.whole.byteLength, scores: 4 * count })
  const stride = query.whole.length
  new Int16Array(kernel.arena.buffer, at.query, stride).set(query.whole)
  const int8 = loaded.address('int8')
  const scales = loaded.address('scales')
  let scores = at.scores
  for (const { from, to } of live) {
    kernel.dotRun(int8, stride, scales, from, to, at.query, scores)
    scores += 4 * (to - from)
  }
  return topK(new Float32Array(kernel.arena.buffer, at.scores, count), wanted).map(position =>
    rowAt(live, position),
  )
}

/** The row number of a place among the live rows. */
function rowAt(live: readonly RowRange[], position: number): number {
  let rest = position
  for (const { from, to } of live) {
    if (rest < to - from) return from + rest
    rest -= to - from
  }
  throw new RangeError(`There is no live row ${position}.`)
}
