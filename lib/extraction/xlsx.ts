import { type CellObject, type ParsingOptions, type Range, read, SSF, type WorkSheet } from '@e965/xlsx'
import type { LeftOut } from '#lib/core/documents/left-out.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { addSheet, oneLine, type SheetRow } from './sheet-blocks.ts'
import { createTextBuilder } from './text-builder.ts'
import { checkZip } from './zip-guard.ts'

const CONTENT_TYPES_PART = '[Content_Types].xml'
const DRAWING_PART = /^xl\/drawings\/[^/]+\.xml$/
const CHART_PART = /^xl\/(?:charts|chartsheets)\//
/** Of a shape, where it is more than blanks. */
const SHAPE_TEXT = /<a:t>\s{0,100}[^\s<]/
/** What programs call a sheet that nobody has named. */
const UNNAMED = /^(?:sheet|table|tabelle|feuil|feuille|hoja|foglio|blad|planilha|ark|list|munka)\s?\d*$/i

/** Cells as their program shows them. A date in the reader's own order would be read in another. */
const OPTIONS: ParsingOptions = {
  ...{ type: 'array', dense: true, cellFormula: true, cellNF: true, sheetStubs: true, dateNF: 'yyyy-mm-dd' },
  ...{ cellHTML: false, cellStyles: false, bookVBA: false, bookDeps: false },
}

/** Excel: each sheet in the order of the workbook, hidden ones too; of each row the address of its cells. */
export async function readXlsx(bytes: Uint8Array): Promise<StructuredText> {
  const zip = await checkZip(bytes, name => name === CONTENT_TYPES_PART || DRAWING_PART.test(name))
  // Also true of templates and of workbooks with macros, which read the same.
  if (!zip.parts.get(CONTENT_TYPES_PART)?.includes('spreadsheetml'))
    throw new ExtractionFailure('wrong-content')
  const workbook = read(zip.bytes, OPTIONS)
  const builder = createTextBuilder('xlsx')
  const leftOut = new Set<LeftOut>()
  if ([...zip.names].some(name => CHART_PART.test(name))) leftOut.add('charts')
  if ([...zip.parts].some(([name, xml]) => DRAWING_PART.test(name) && SHAPE_TEXT.test(xml)))
    leftOut.add('textBoxes')
  const [first = '', ...others] = workbook.SheetNames
  const isNamed = others.length > 0 || !UNNAMED.test(first)
  for (const sheet of workbook.SheetNames) {
    const found = workbook.Sheets[sheet]
    if (!found) continue
    const rows = filledDown(rowsOf(found, leftOut), found['!merges'] ?? [])
    addSheet(builder, { sheet, heading: isNamed ? sheet : undefined }, rows)
  }
  return builder.finish({ title: workbook.Props?.Title ?? null, leftOut: [...leftOut] })
}

function* rowsOf(sheet: WorkSheet, leftOut: Set<LeftOut>): Generator<SheetRow> {
  const rows = sheet['!data'] ?? []
  // One far cell makes a million rows, of which these are there.
  for (const row of Object.keys(rows).map(Number).filter(Number.isInteger)) {
    const cells = new Map<number, string>()
    const values = rows[row] ?? []
    for (const column of Object.keys(values).map(Number).filter(Number.isInteger)) {
      const cell = values[column]
      if (!cell) continue
      if (cell.t === 'z' && cell.f) leftOut.add('formulas')
      const text = textOf(cell)
      if (text) cells.set(column, text)
    }
    if (cells.size > 0) yield { row, cells }
  }
}

function textOf({ t, w, v, z }: CellObject): string {
  if (t === 'z') return ''
  // A number of an article or a book, of which a narrow cell shows the beginning.
  if (t === 'n' && Number.isSafeInteger(v) && w?.includes('E+')) return String(v)
  if (t === 'n' && z === DAY_AND_TIME) return oneLine(SSF.format('yyyy-mm-dd hh:mm', v))
  return oneLine(w ?? (v === undefined ? '' : String(v)))
}

/** Excel's own format 22: `dateNF` is of days only. */
const DAY_AND_TIME = 'm/d/yy h:mm'

/** A workbook whose cells are joined beyond this is drawn, not written. */
const MOST_MERGES = 5_000

/** Cells that are joined downwards say the same in each of their rows: `Lyon` beside all of its quarters. */
function* filledDown(rows: Iterable<SheetRow>, merges: readonly Range[]): Generator<SheetRow> {
  const tall = merges
    .filter(({ s, e }) => e.r > s.r)
    .slice(0, MOST_MERGES)
    .toSorted((a, b) => a.s.r - b.s.r)
  let next = 0
  let open: { column: number; last: number; text: string }[] = []
  for (const { row, cells } of rows) {
    const filled = new Map(cells)
    open = open.filter(({ last }) => last >= row)
    for (const { column, text } of open) if (!filled.has(column)) filled.set(column, text)
    for (; next < tall.length && tall[next]!.s.r <= row; next++) {
      const { s, e } = tall[next]!
      const text = s.r === row && cells.get(s.c)
      if (text) open.push({ column: s.c, last: e.r, text })
    }
    yield { row, cells: filled }
  }
}
