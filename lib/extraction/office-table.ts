import type { OfficeContentNode } from 'officeparser'

/** No table that people read has more columns; a file may say that a cell spans a billion. */
const MOST_COLUMNS = 1_000

interface CellPlace {
  col?: number
  colSpan?: number
  rowSpan?: number
}

/** The cells of each row, each in its column; what is joined downwards is said in each of its rows. */
export function officeRows(
  table: OfficeContentNode,
  textOf: (cell: OfficeContentNode) => string,
): string[][] {
  const open = new Map<number, { rows: number; text: string }>()
  return (table.children ?? []).map(row => {
    const cells: string[] = []
    const fillTo = (column: number) => {
      while (cells.length < Math.min(column, MOST_COLUMNS)) cells.push(open.get(cells.length)?.text ?? '')
    }
    const begun: [column: number, { rows: number; text: string }][] = []
    for (const cell of row.children ?? []) {
      const { col, colSpan = 1, rowSpan = 1 } = (cell.metadata ?? {}) as CellPlace
      // A page does not count its columns: what hangs down from above comes first.
      if (col === undefined)
        while (cells.length < MOST_COLUMNS && open.has(cells.length)) fillTo(cells.length + 1)
      else fillTo(col)
      if (cells.length >= MOST_COLUMNS) break
      const text = textOf(cell)
      if (rowSpan > 1) begun.push([cells.length, { rows: rowSpan, text }])
      cells.push(text)
      if (col === undefined) for (let more = Math.min(colSpan, MOST_COLUMNS); more > 1; more--) cells.push('')
    }
    fillTo(Math.max(-1, ...open.keys()) + 1)
    for (const [column, one] of begun) open.set(column, one)
    for (const [column, one] of open) if (--one.rows <= 0) open.delete(column)
    return cells
  })
}
