/** Rows `from` up to, not including, `to`. Lists of them are sorted, and no two of them touch. */
export interface RowRange {
  from: number
  to: number
}

/** How many rows they hold together. */
export function countRows(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** Whether a row is in one of them. */
export function isIn(ranges: readonly RowRange[], row: number): boolean {
  return ranges.some(({ from, to }) => from <= row && row < to)
}
