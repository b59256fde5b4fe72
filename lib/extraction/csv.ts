import Papa from 'papaparse'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { decodeText } from './decode-text.ts'
import { addSheet, oneLine, type SheetRow } from './sheet-blocks.ts'
import { createTextBuilder } from './text-builder.ts'

/** A table as text, with commas, semicolons, tabs or bars between its cells. */
export async function readCsv(bytes: Uint8Array): Promise<StructuredText> {
  const whole = (await decodeText(bytes)).replace(/^\ufeff/, '')
  const said = SEPARATOR_LINE.exec(whole)
  const text = said ? whole.slice(said[0].length) : whole
  const delimiter = said?.[1] ?? delimiterOf(text)
  const parsed = Papa.parse<string[]>(text, { delimiter })
  // Of a quote that nobody closes, all that follows would be one cell.
  const isBroken = parsed.errors.some(({ code }) => code === 'MissingQuotes')
  const { data } = isBroken ? Papa.parse<string[]>(text, { delimiter, quoteChar: NO_QUOTES }) : parsed
  const builder = createTextBuilder('csv')
  addSheet(builder, { sheet: '' }, rowsOf(data))
  return builder.finish()
}

/** Excel's own first line, which says how the file is written. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/
/** No text has it. */
const NO_QUOTES = '\0'

/** A comma stands in many a number, and comes last where all else is alike. */
const DELIMITERS = [';', '\t', '|', ',']
/** So much of a file tells how it is written. */
const SAMPLE = { characters: 65_536, preview: 50 }

/** The one by which most rows have the same number of cells, more than one. */
function delimiterOf(text: string): string {
  const sample = text.slice(0, SAMPLE.characters)
  const rated = DELIMITERS.map(delimiter => {
    const { preview } = SAMPLE
    const { data } = Papa.parse<string[]>(sample, { delimiter, preview, skipEmptyLines: 'greedy' })
    const widths = Map.groupBy(data, row => row.length)
    widths.delete(1)
    return { delimiter, alike: Math.max(0, ...Array.from(widths.values(), rows => rows.length)) }
  })
  return rated.toSorted((a, b) => b.alike - a.alike)[0]!.delimiter
}

function* rowsOf(data: readonly string[][]): Generator<SheetRow> {
  for (const [row, values] of data.entries()) {
    const cells = new Map(
      values.map((value, column) => [column, oneLine(value)] as const).filter(([, value]) => value),
    )
    if (cells.size > 0) yield { row, cells }
  }
}
