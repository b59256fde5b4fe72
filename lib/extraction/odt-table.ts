import { countOf } from './odt-text.ts'
import { childrenOf, type XmlElement } from './xml-tree.ts'

/** Rows and columns that stand at the edge of a table for nothing are written so. */
const MOST_REPEATED = 50
/** No table that people read has more columns. */
const MOST_COLUMNS = 1_000

/** The cells of each row; what is joined downwards is said in each of its rows. (OpenDocument 1.3-3, 9.) */
export function odtRows(table: XmlElement, textOf: (cell: XmlElement) => string): string[][] {
  const rows: string[][] = []
  const open = new Map<number, { rows: number; text: string }>()
  for (const row of rowsOf(table)) {
    const cells: string[] = []
    for (const cell of childrenOf(row)) {
      const isCovered = cell.name === 'covered-table-cell'
      if (!isCovered && cell.name !== 'table-cell') continue
      const times = Math.min(countOfRepeated(cell), MOST_COLUMNS - cells.length)
      if (times === 0) break
      const own = isCovered ? '' : textOf(cell)
      const tall = isCovered ? 1 : countOf(cell, 'table:number-rows-spanned')
      for (let left = times; left > 0; left--) {
        const column = cells.length
        cells.push(isCovered ? (open.get(column)?.text ?? '') : own)
        if (tall > 1) open.set(column, { rows: tall, text: own })
      }
    }
    for (const [column, one] of open) if (--one.rows <= 0) open.delete(column)
    rows.push(cells)
  }
  return rows
}

/** In heads, in groups and by themselves. */
function* rowsOf(table: XmlElement): Generator<XmlElement> {
  for (const child of childrenOf(table)) {
    if (child.name === 'table-row') yield child
    else if (ROW_GROUPS.has(child.name)) yield* rowsOf(child)
  }
}

const ROW_GROUPS = new Set(['table-header-rows', 'table-rows', 'table-row-group'])

function countOfRepeated(cell: XmlElement): number {
  return Math.min(countOf(cell, 'table:number-columns-repeated'), MOST_REPEATED)
}
