/** One cell of a line and the columns of characters that it takes up. */
interface Cell {
  text: string
  start: number
  end: number
}

/** Between two cells; after the end of a sentence two blanks are only how somebody types. */
const GAP = /(?<![.!?:;,]) {2,}|(?<=[.!?:;,]) {3,}/g
const RULE = /^(?=[\s|+=_-]*?[-=_]{3})[\s|+=_-]*$/
/** A row is a line of at most this many characters: prose set to both margins has gaps too. */
const LONGEST_ROW = 200
/** Cells are short: no column of prose is this wide. */
const LONGEST_CELL = 90
/** Where the cells of a column begin, or end, differs by so many characters at most. */
const SLANT = 3

/**
 * The rows of a table whose columns are set with blanks or tabs, where these lines are one, a line of dashes left out;
 * else null. A line that begins under a later column goes on with the row above it.
 */
export function alignedRows(lines: readonly string[]): string[][] | null {
  const written = lines.filter(line => !RULE.test(line))
  const tabbed = written.some(line => line.includes('\t'))
  const all = written.map(tabbed ? cellsBetweenTabs : cellsOf)
  const columns = all.reduce((most, cells) => Math.max(most, cells.length), 0)
  const full = all.filter(cells => cells.length === columns)
  if (columns < 2 || full.length < 2 || all[0]!.length < 2) return null
  if (all.some(cells => cells.some(({ text }) => text.length > LONGEST_CELL))) return null
  const spans = Array.from({ length: columns }, (_, at) => spanOf(full.map(cells => cells[at]!)))
  if (!tabbed && spans.slice(1).some(({ slant }) => slant > SLANT)) return null
  const rows: string[][] = []
  for (const cells of all) {
    const row = new Array<string>(columns).fill('')
    for (const [index, cell] of cells.entries()) {
      const at = tabbed || cells.length === columns ? index : columnOf(cell, spans)
      row[at] = [row[at], cell.text].filter(Boolean).join(' ')
    }
    const last = rows.at(-1)
    const goesOn = !tabbed && row[0] === '' && cells.length < Math.max(2, columns - 1)
    if (last && goesOn) {
      for (const [at, text] of row.entries()) if (text) last[at] = [last[at], text].filter(Boolean).join(' ')
    } else rows.push(row)
  }
  return rows
}

/** How many of these lines, from `from` on, could be rows of one table. */
export function countAligned(lines: readonly string[], from: number): number {
  let at = from
  for (; at < lines.length; at++) {
    const line = lines[at]!
    const continued = at > from && /^\s{3,}\S/.test(line)
    if (line.length > LONGEST_ROW) break
    if (!line.includes('\t') && cellsOf(line).length < 2 && !RULE.test(line) && !continued) break
  }
  return at - from
}

/** An empty one is a cell as well. */
function cellsBetweenTabs(line: string): Cell[] {
  return line.split('\t').map(text => ({ text: text.trim(), start: 0, end: 0 }))
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

interface Span {
  start: number
  end: number
  /** By how much the cells are out of line, at the side where they are less so. */
  slant: number
}

function spanOf(cells: readonly Cell[]): Span {
  let [start, end, lastStart, firstEnd] = [Infinity, 0, 0, Infinity]
  for (const cell of cells) {
    start = Math.min(start, cell.start)
    lastStart = Math.max(lastStart, cell.start)
    end = Math.max(end, cell.end)
    firstEnd = Math.min(firstEnd, cell.end)
  }
  return { start, end, slant: Math.min(lastStart - start, end - firstEnd) }
}

/** The column that the cell shares most characters with, else the nearest. */
function columnOf(cell: Cell, spans: readonly Span[]): number {
  const shared = spans.map(({ start, end }) => Math.min(end, cell.end) - Math.max(start, cell.start))
  return shared.indexOf(Math.max(...shared))
}
