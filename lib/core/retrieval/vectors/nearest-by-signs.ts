import { countRows, type RowRange } from '../row-range.ts'
import type { LoadedPlanes } from './loaded-planes.ts'
import type { PreparedQuery } from './prepare-query.ts'
import { layOut } from './search-scratch.ts'
import { packSigns } from './sign-bits.ts'

/**
 * The `count` live rows whose sign bits differ least from the query's, in the order of rows; of those that
 * differ equally the lower. All of them where there are fewer.
 */
export function nearestBySigns(
  loaded: LoadedPlanes,
  query: PreparedQuery,
  live: readonly RowRange[],
  count: number,
): Uint32Array {
  const { kernel } = loaded
  const bits = query.rotated.length
  const rowBytes = bits / 8
  const total = countRows(live)
  const wanted = Math.min(count, total)
  if (wanted === 0) return new Uint32Array(0)
  const at = layOut(kernel, {
    query: rowBytes,
    histogram: 4 * (bits + 1),
    state: 8,
    rows: 4 * wanted,
    distances: 2 * total,
  })
  const { buffer } = kernel.arena
  const origin = loaded.mean.map(value => value * MEAN_SHARE)
  packSigns(query.rotated, origin, new Uint8Array(buffer, at.query, rowBytes), 0)
  const histogram = new Uint32Array(buffer, at.histogram, bits + 1).fill(0)
  const plane = loaded.address('bits')
  let distances = at.distances
  for (const { from, to } of live) {
    kernel.hamming(plane + from * rowBytes, rowBytes, to - from, at.query, distances, at.histogram)
    distances += 2 * (to - from)
  }
  const { limit, nearer } = limitOf(histogram, wanted)
  const state = new Uint32Array(buffer, at.state, 2)
  state.set([at.rows, wanted - nearer])
  distances = at.distances
  for (const { from, to } of live) {
    kernel.collect(distances, to - from, from, limit, at.state)
    distances += 2 * (to - from)
  }
  return new Uint32Array(buffer, at.rows, wanted).slice()
}

/**
 * How much of the rows' mean m is taken off the query q before its signs are taken. Wanted are rows by q·r,
 * where r = x - m; bits tell the angle to r, and rows differ in the length of r too. As x has unit length,
 * |r|² = 1 - |m|² - 2 m·r: so taking s·m off q weighs the angle by the length. It is just right for rows whose
 * q·r is s|r|²: 1 where a question stands among the passages as one of them, less for other questions.
 */
const MEAN_SHARE = 0.5

/** The distance within which `wanted` rows lie, and how many of them are nearer than that. */
function limitOf(histogram: Uint32Array, wanted: number): { limit: number; nearer: number } {
  let nearer = 0
  let limit = 0
  while (nearer + histogram[limit]! < wanted) nearer += histogram[limit++]!
  return { limit, nearer }
}
