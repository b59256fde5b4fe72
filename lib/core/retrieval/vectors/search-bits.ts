import { countRows, type RowRange } from '../row-range.ts'
import { checkCount, checkLive } from './check-rows.ts'
import type { LoadedPlanes } from './loaded-planes.ts'
import type { PreparedQuery } from './prepare-query.ts'
import { MEAN_SHARE, SignDistances } from './sign-distances.ts'
import { topK } from './top-k.ts'

/** The share of rows that is looked at more closely after their bits were counted. */
const CLOSER_SHARE = 0.02
const MIN_CLOSER = 1_000

/**
 * The `k` live rows that are nearest as far as sign bits tell, nearest first: for a pack of which nothing else
 * is in memory yet. The best by Hamming distance are put in order by the query's own values against the bits,
 * which tells more than bit against bit. Their vectors are then to be fetched and compared.
 */
export function searchBits(
  loaded: LoadedPlanes,
  query: PreparedQuery,
  live: readonly RowRange[],
  k: number,
): number[] {
  loaded.checkQuery(query)
  checkLive(live, loaded.rows)
  checkCount(k)
  const count = countRows(live)
  if (count === 0) return []
  if (!loaded.hasBits) throw new Error('The sign bits are not in memory yet.')
  const closer = Math.min(count, Math.max(MIN_CLOSER, 4 * k, Math.ceil(count * CLOSER_SHARE)))
  const distances = new SignDistances(loaded, query, live, { rows: 4 * closer })
  distances.collect(closer, distances.at.rows)
  const { buffer } = loaded.kernel.arena
  const rows = new Uint32Array(buffer, distances.at.rows, closer)
  const sums = sumsByByte(query.rotated.map((value, i) => value - MEAN_SHARE * loaded.mean[i]!))
  const bytesPerRow = query.rotated.length / 8
  const plane = new Uint8Array(buffer, loaded.address('bits'), loaded.rows * bytesPerRow)
  const estimates = new Float32Array(closer)
  for (let at = 0; at < closer; at++) {
    const from = rows[at]! * bytesPerRow
    let sum = 0
    for (let i = 0; i < bytesPerRow; i++) sum += sums[(i << 8) | plane[from + i]!]!
    estimates[at] = sum
  }
  return topK(estimates, k).map(position => rows[position]!)
}

/** For each byte of a row and each of its 256 values: the query's values where a bit is set, added up. */
function sumsByByte(values: Float64Array): Float32Array {
  const sums = new Float32Array((values.length / 8) * 256)
  for (let i = 0; i < values.length; i += 8) {
    const at = i * 32
    for (let bit = 0; bit < 8; bit++) {
      const half = 1 << bit
      for (let low = 0; low < half; low++) sums[at + half + low] = sums[at + low]! + values[i + bit]!
    }
  }
  return sums
}
