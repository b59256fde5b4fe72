import type { RowRange } from '../row-range.ts'
import type { LoadedPlanes } from './loaded-planes.ts'
import type { PreparedQuery } from './prepare-query.ts'

/** RangeError where the query has another dimension, or the ranges leave the rows or are not in order. */
export function checkLive(loaded: LoadedPlanes, query: PreparedQuery, live: readonly RowRange[]): void {
  checkDimensions(loaded, query)
  let before = 0
  for (const { from, to } of live) {
    if (!(from >= before && to >= from && to <= loaded.rows)) {
      throw new RangeError(`Rows ${from} to ${to} are not in order, or beyond the ${loaded.rows} rows.`)
    }
    before = to
  }
}

/** RangeError where the query has another dimension, or there is no such row. */
export function checkRows(loaded: LoadedPlanes, query: PreparedQuery, rows: ArrayLike<number>): void {
  checkDimensions(loaded, query)
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    if (!(Number.isInteger(row) && row >= 0 && row < loaded.rows)) {
      throw new RangeError(`There is no row ${row}: there are ${loaded.rows}.`)
    }
  }
}

function checkDimensions(loaded: LoadedPlanes, query: PreparedQuery): void {
  if (query.dimension !== loaded.dimension) {
    throw new RangeError(`The query has ${query.dimension} values, the vectors have ${loaded.dimension}.`)
  }
}
