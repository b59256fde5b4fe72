import Papa from 'papaparse'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { decodeText } from './decode-text.ts'
import { addSheet, oneLine, type SheetRow } from './sheet-blocks.ts'
import { createTextBuilder } from './text-builder.ts'

/** A table as text, with commas, semicolons, tabs or bars between its cells. */
export async function readCsv(bytes: Uint8Array): Promise<StructuredText> {
  const text = (await decodeText(bytes)).replace(/^\ufeff/, '').replace(SEPARATOR_LINE, '')
  const parsed = parse(text)
  // Of a quote that nobody closes, all that follows would be one cell.
  const isBroken = parsed.errors.some(({ code }) => code === 'MissingQuotes')
  const { data } = isBroken ? parse(text, { quoteChar: NO_QUOTES }) : parsed
  const builder = createTextBuilder('csv')
  addSheet(builder, { sheet: '' }, rowsOf(data))
  return builder.finish()
}

/** Excel's own first line, which says how the file is written. */
const SEPARATOR_LINE = /^sep=.\r?\n/
/** No text has it. */
const NO_QUOTES = '\0'

const DELIMITERS = [',', ';', '\t', '|']
/** So much of a file tells how it is written. */
const SAMPLE = { characters: 65_536, preview: 50 }

function parse(text: string, more: { quoteChar?: string } = {}) {
  return Papa.parse<string[]>(text, { ...more, delimiter: delimiterOf(text) })
}

/** The one that gives most rows as many cells as the first has, and most cells; a comma may stand in any number. */
function delimiterOf(text: string): string {
  const sample = text.slice(0, SAMPLE.characters)
  const rated = DELIMITERS.map(delimiter => {
    const { data } = Papa.parse<string[]>(sample, {
      delimiter,
      preview: SAMPLE.preview,
      skipEmptyLines: 'greedy',
    })
    const width = data[0]?.length ?? 0
    const alike = data.filter(row => row.length === width).length / Math.max(data.length, 1)
    return { delimiter, alike: width > 1 ? alike : 0, width }
  })
  return rated.toSorted((a, b) => b.alike - a.alike || b.width - a.width)[0]!.delimiter
}

function* rowsOf(data: readonly string[][]): Generator<SheetRow> {
  for (const [row, values] of data.entries()) {
    const cells = new Map(
      values.map((value, column) => [column, oneLine(value)] as const).filter(([, value]) => value),
    )
    if (cells.size > 0) yield { row, cells }
  }
}
