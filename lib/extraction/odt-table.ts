import { countOf } from './odt-text.ts'
import { childrenOf, type XmlElement } from './xml-tree.ts'

/** Rows and columns that stand at the edge of a table for nothing are written so. */
const MOST_REPEATED = 50

/** The cells of each row; what is joined downwards is said in each of its rows. (OpenDocument 1.3-3, 9.) */
export function odtRows(table: XmlElement, textOf: (cell: XmlElement) => string): string[][] {
  const rows: string[][] = []
  let open: { column: number; rows: number; text: string }[] = []
  for (const row of rowsOf(table)) {
    const cells: string[] = []
    for (const cell of childrenOf(row)) {
      const isCovered = cell.name === 'covered-table-cell'
      if (!isCovered && cell.name !== 'table-cell') continue
      for (let times = countOfRepeated(cell); times > 0; times--) {
        const column = cells.length
        const above = open.find(one => one.column === column)?.text ?? ''
        const text = isCovered ? above : textOf(cell)
        cells.push(text)
        const tall = isCovered ? 1 : countOf(cell, 'table:number-rows-spanned')
        if (tall > 1) open.push({ column, rows: tall, text })
      }
    }
    open = open.map(one => ({ ...one, rows: one.rows - 1 })).filter(one => one.rows > 0)
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
