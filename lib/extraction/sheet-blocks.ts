import { cellAt, columnName } from '#lib/core/documents/cell-names.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import type { TextBuilder } from './text-builder.ts'

/** A row that says something: its cells by column, both counted from 0, each not empty and on one line. */
export interface SheetRow {
  row: number
  cells: ReadonlyMap<number, string>
}

/** Stands for a cell without a word where others of its table have one, so that each keeps its column. */
export const BLANK_CELL = '–'

/** Wider, and with few cells in it, a row is told in parts: no table has so wide a gap. */
const WIDEST_GAP = 12

/**
 * Tells the rows of a sheet: what stands by itself above a table is a line of text, the rest are rows of tables, each
 * as wide as its table. `heading`: over all of them. Tables are parted by a row, or by many columns, without a word. A row's place is its cells.
 */
export function addSheet(
  builder: TextBuilder,
  { sheet, heading }: { sheet: string; heading?: string | undefined },
  rows: Iterable<SheetRow>,
): void {
  let area: SheetRow[] = []
  let isTold = heading === undefined
  const end = () => {
    if (area.length > 0) addArea(builder, sheet, area)
    area = []
  }
  for (const row of rows) {
    if (row.row >= MOST_PLACES.rows || Math.max(...row.cells.keys()) >= MOST_PLACES.columns)
      throw new ExtractionFailure('too-large')
    // Over its first words only: a sheet without any has nothing to be named for.
    if (!isTold) {
      const cells = cellAt(row.row, Math.min(...row.cells.keys()))
      builder.add({ kind: 'heading', level: 1, text: heading!, locator: { kind: 'sheet', sheet, cells } })
    }
    isTold = true
    const before = area.at(-1)
    // A long area is told as it is read: nobody holds a million rows twice.
    if (before && (row.row > before.row + 1 || area.length === MOST_ROWS)) end()
    area.push(row)
  }
  end()
}

const MOST_ROWS = 20_000
/** As many as three letters name, and seven digits count. */
const MOST_PLACES = { rows: 9_999_999, columns: 18_278 }

function addArea(builder: TextBuilder, sheet: string, area: readonly SheetRow[]): void {
  const isTable = area.findIndex(({ cells }) => cells.size > 1)
  const titles = isTable < 0 ? area : area.slice(0, isTable)
  for (const { row, cells } of titles)
    for (const [column, text] of cells)
      builder.add({
        kind: 'paragraph',
        text,
        locator: { kind: 'sheet', sheet, cells: cellAt(row, column) },
      })
  const rows = isTable < 0 ? [] : area.slice(isTable)
  for (const [from, to] of stretchesOf(rows)) for (const row of rows) addRow(builder, sheet, row, from, to)
}

/** The columns of tables that stand side by side: first and last of each. */
function stretchesOf(rows: readonly SheetRow[]): [number, number][] {
  const used = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))].toSorted((a, b) => a - b)
  const stretches: [number, number][] = []
  for (const column of used) {
    const last = stretches.at(-1)
    if (last && column - last[1] <= WIDEST_GAP) last[1] = column
    else stretches.push([column, column])
  }
  return stretches
}

function addRow(
  builder: TextBuilder,
  sheet: string,
  { row, cells }: SheetRow,
  from: number,
  to: number,
): void {
  const texts: string[] = []
  for (let column = from; column <= to; column++) texts.push(cells.get(column) ?? BLANK_CELL)
  if (texts.every(text => text === BLANK_CELL)) return
  const range = from === to ? cellAt(row, from) : `${cellAt(row, from)}:${columnName(to)}${row + 1}`
  builder.add({ kind: 'table-row', text: texts.join('\t'), locator: { kind: 'sheet', sheet, cells: range } })
}

/** Of whatever a cell holds; empty where that says nothing. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
