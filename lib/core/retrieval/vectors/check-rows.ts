import type { RowRange } from '../row-range.ts'

/** RangeError where the ranges leave the `rows` rows, or are not in order. */
export function checkLive(live: readonly RowRange[], rows: number): void {
  let before = 0
  for (const { from, to } of live) {
    if (!(Number.isInteger(from) && Number.isInteger(to) && from >= before && to >= from && to <= rows)) {
      throw new RangeError(`Rows ${from} to ${to} are not in order, or beyond the ${rows} rows.`)
    }
    before = to
  }
}

/** RangeError where one of the numbers is not that of a row. */
export function checkRows(numbers: ArrayLike<number>, rows: number): void {
  for (let at = 0; at < numbers.length; at++) {
    const row = numbers[at]!
    if (!(Number.isInteger(row) && row >= 0 && row < rows)) {
      throw new RangeError(`There is no row ${row}: there are ${rows}.`)
    }
  }
}

/** RangeError where it is not a positive whole number. */
export function checkCount(k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a positive whole number, not ${k}.`)
}
