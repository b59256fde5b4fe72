import type { QuoteContent } from '../core/quotes/quote.ts'

export type QuotedRows = Extract<QuoteContent, { form: 'rows' }>

/** Names with their values, as on a form; everything else in rows is a table. */
export function isForm({ header, rows }: QuotedRows): boolean {
  return header.length === 0 && rows.every(row => row.length === 2)
}

export interface QuotedTable {
  header: readonly string[]
  rows: readonly (readonly string[])[]
  /** Whether the first column names the rows: nothing stands above it. */
  namesRows: boolean
}

/** A first row that is one cell shorter than all others stands above them: the corner of its table is blank. */
export function tableOf({ header, rows }: QuotedRows): QuotedTable {
  const [first, ...others] = rows
  if (header.length > 0) return { header, rows, namesRows: header.length > 1 && header[0]!.trim() === '' }
  const leavesCorner =
    first!.length > 1 && others.length > 0 && others.every(row => row.length === first!.length + 1)
  return leavesCorner
    ? { header: ['', ...first!], rows: others, namesRows: true }
    : { header, rows, namesRows: false }
}
