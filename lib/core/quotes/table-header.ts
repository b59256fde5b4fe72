/*
 * Cells stand between tabs. What names columns is told by what stands in the row and below it: not every format says
 * which row is the header.
 */

/** It stands above the rows of a table and is none of them. */
export function isHeaderRow(row: string, below: string): boolean {
  return namesColumns(row, below) || leavesCorner(row, below)
}

/** The first row names the columns of those that have as many cells, or one more: a corner is often blank. */
export function columnsOf(header: string | null, row: string): string | null {
  if (header === null || header === row) return null
  const blank = row.split('\t').length - header.split('\t').length
  return blank === 0 ? header : blank === 1 && hasNoFigure(header) ? `\t${header}` : null
}

/** Three columns and more without a figure but for a unit, `Area (km2)`: their names. Of two, the first row may be one like the others. */
function namesColumns(row: string, below: string): boolean {
  const cells = row.split('\t')
  return (
    (cells.length > 2 || MEASURE.test(cells.at(-1)!)) && (hasNoFigure(row) || measuresBelow(cells, below))
  )
}

/** `Ticket | Day | After 17:00` above `Adult | £5.50 | £3.00`: words with figures above figures without words. */
function measuresBelow(cells: readonly string[], below: string): boolean {
  const under = below.split('\t')
  return (
    under.length === cells.length &&
    !/\d/.test(cells[0]!) &&
    cells.every(
      (cell, at) =>
        hasNoFigure(cell) || ((NAMES_FIGURE.test(cell) || PERIOD.test(cell)) && isFigure(under[at]!)),
    )
  )
}

/** With a word, and no price. */
const NAMES_FIGURE = /^(?!.*[$€£¥]).*\p{Ll}{2}/u

/** `Q3`, `H1 2026`, `2026`, `FY26`. */
const PERIOD = /^(?:[qh][1-4](?: ?\/?(?:20)?\d\d)?|(?:fy ?)?(?:19|20)\d\d|fy ?\d\d)$/i

function isFigure(cell: string): boolean {
  return /\d/.test(cell) && !/\p{L}{2}/u.test(cell)
}

/** What stands above the second of two columns, and is no value of a form. */
const MEASURE =
  /^(?:opening |our )?(?:prices?|costs?|fees?|charges?|rates?|amount|open|hours|times?|duration|sizes?|deposit)\b/i

/** A row with a cell less than the one below it stands above it, with its corner blank. */
function leavesCorner(row: string, below: string): boolean {
  const cells = row.split('\t').length
  return cells > 1 && below.split('\t').length === cells + 1 && hasNoFigure(row)
}

function hasNoFigure(row: string): boolean {
  return !/\d/.test(row.replaceAll(/\([^)]*\)/g, ''))
}
