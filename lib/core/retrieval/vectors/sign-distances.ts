import { countRows, type RowRange } from '../row-range.ts'
import type { LoadedPlanes } from './loaded-planes.ts'
import type { PreparedQuery } from './prepare-query.ts'
import { layOut } from './search-scratch.ts'
import { packSigns } from './sign-bits.ts'

/**
 * How much of the rows' mean m is taken off the query q before its signs are taken. Wanted are rows by q·r,
 * where r = x - m; bits tell the angle to r, and rows differ in the length of r too. As x has unit length,
 * |r|² = 1 - |m|² - 2 m·r: so taking s·m off q weighs the angle by the length. It is just right for rows whose
 * q·r is s|r|²: 1 where a question stands among the passages as one of them, less for other questions.
 */
export const MEAN_SHARE = 0.5

/**
 * In how many sign bits each live row differs from the query. It lies in scratch space of the arena, with room
 * for the caller's own pieces (`sizes`, in bytes; `at` has their addresses): good until that is next used.
 */
export class SignDistances<Name extends string> {
  readonly at: Record<Name, number>
  readonly bits: number
  readonly #loaded: LoadedPlanes
  readonly #live: readonly RowRange[]
  readonly #places: Record<'query' | 'histogram' | 'state' | 'distances', number>
  /** How many live rows have each distance. */
  readonly #histogram: Uint32Array

  constructor(
    loaded: LoadedPlanes,
    query: PreparedQuery,
    live: readonly RowRange[],
    sizes: Record<Name, number>,
  ) {
    this.bits = query.rotated.length
    this.#loaded = loaded
    this.#live = live
    const rowBytes = this.bits / 8
    const own = { signs: rowBytes, histogram: 4 * (this.bits + 1), state: 8, distances: 2 * countRows(live) }
    const places = layOut<Name | keyof typeof own>(loaded.kernel, { ...sizes, ...own })
    this.at = places
    this.#places = { ...places, query: places.signs }
    const { buffer } = loaded.kernel.arena
    const origin = loaded.mean.map(value => value * MEAN_SHARE)
    packSigns(query.rotated, origin, new Uint8Array(buffer, places.signs, rowBytes), 0)
    this.#histogram = new Uint32Array(buffer, places.histogram, this.bits + 1).fill(0)
    const plane = loaded.address('bits')
    let distances = places.distances
    for (const { from, to } of live) {
      const first = plane + from * rowBytes
      loaded.kernel.hamming(first, rowBytes, to - from, places.signs, distances, places.histogram)
      distances += 2 * (to - from)
    }
  }

  /** How many live rows differ in `distance` bits or fewer. */
  countWithin(distance: number): number {
    let count = 0
    for (let at = 0; at <= Math.min(distance, this.bits); at++) count += this.#histogram[at]!
    return count
  }

  /**
   * Writes the numbers of the `count` nearest rows to `address`, u32 in the order of rows; of rows that differ
   * equally the lower ones are taken. There must be that many.
   */
  collect(count: number, address: number): void {
    let nearer = 0
    let limit = 0
    while (nearer + this.#histogram[limit]! < count) nearer += this.#histogram[limit++]!
    const { kernel } = this.#loaded
    new Uint32Array(kernel.arena.buffer, this.#places.state, 2).set([address, count - nearer])
    let distances = this.#places.distances
    for (const { from, to } of this.#live) {
      kernel.collect(distances, to - from, from, limit, this.#places.state)
      distances += 2 * (to - from)
    }
  }

  /** In how many bits live rows given by number differ, on average. */
  meanOf(rows: readonly number[]): number {
    const distances = new Uint16Array(
      this.#loaded.kernel.arena.buffer,
      this.#places.distances,
      countRows(this.#live),
    )
    let sum = 0
    for (const row of rows) sum += distances[this.#positionOf(row)]!
    return sum / rows.length
  }

  /** Its place among the live rows. */
  #positionOf(row: number): number {
    let before = 0
    for (const { from, to } of this.#live) {
      if (row < to) return before + row - from
      before += to - from
    }
    throw new RangeError(`Row ${row} is not live.`)
  }
}
