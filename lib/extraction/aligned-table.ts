/** One cell of a line and the columns of characters that it takes up. */
interface Cell {
  text: string
  start: number
  end: number
}

/** Between two cells; after the end of a sentence two blanks are only how somebody types. */
const GAP = /(?<![.!?:;,])[ \t]{2,}|\t|(?<=[.!?:;,])[ \t]{3,}/g
const RULE = /^[\s|+=_-]*[-=_]{3}[\s|+=_-]*$/
/** A row is a line of at most this many characters: prose set to both margins has gaps too. */
const LONGEST_ROW = 200
/** Cells are short: no column of prose is this wide. */
const LONGEST_CELL = 90

/**
 * The rows of a table whose columns are set with blanks or tabs, where these lines are one, a line of dashes left out;
 * else null. A line that begins under a later column goes on with the row above it.
 */
export function alignedRows(lines: readonly string[]): string[][] | null {
  const all = lines.filter(line => !RULE.test(line)).map(cellsOf)
  const columns = Math.max(...all.map(cells => cells.length))
  const full = all.filter(cells => cells.length === columns)
  if (columns < 2 || full.length < 2 || all[0]!.length < 2) return null
  if (all.flat().some(({ text }) => text.length > LONGEST_CELL)) return null
  const spans = Array.from({ length: columns }, (_, at) => ({
    start: Math.min(...full.map(cells => cells[at]!.start)),
    end: Math.max(...full.map(cells => cells[at]!.end)),
  }))
  const rows: string[][] = []
  for (const cells of all) {
    const row = new Array<string>(columns).fill('')
    for (const [index, cell] of cells.entries()) {
      const at = cells.length === columns ? index : columnOf(cell, spans)
      row[at] = [row[at], cell.text].filter(Boolean).join(' ')
    }
    const last = rows.at(-1)
    if (row[0] !== '' || !last) rows.push(row)
    else
      for (const [at, text] of row.entries()) if (text) last[at] = [last[at], text].filter(Boolean).join(' ')
  }
  return rows
}

/** How many of these lines, from the first on, could be rows of one table. */
export function countAligned(lines: readonly string[]): number {
  let count = 0
  while (count < lines.length) {
    const line = lines[count]!
    const continued = count > 0 && /^\s{3,}\S/.test(line)
    if (line.length > LONGEST_ROW || (cellsOf(line).length < 2 && !RULE.test(line) && !continued)) break
    count++
  }
  return count
}

function cellsOf(line: string): Cell[] {
  const cells: Cell[] = []
  let from = line.length - line.trimStart().length
  const end = line.trimEnd().length
  const add = (to: number) => {
    if (to > from) cells.push({ text: line.slice(from, to).trim(), start: from, end: to })
  }
  for (const { 0: gap, index } of line.slice(0, end).matchAll(GAP)) {
    if (index < from) continue
    add(index)
    from = index + gap.length
  }
  add(end)
  return cells
}

/** The column that the cell shares most characters with, else the nearest. */
function columnOf(cell: Cell, spans: readonly { start: number; end: number }[]): number {
  const shared = spans.map(({ start, end }) => Math.min(end, cell.end) - Math.max(start, cell.start))
  return shared.indexOf(Math.max(...shared))
}
