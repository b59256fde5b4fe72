import type { Segment } from './pdf-page.ts'

/** What stands on one baseline of one column. */
export interface Row {
  /** Parts with a gap between them that no sentence has: the cells of a table. */
  cells: string[]
  /** Where the second cell begins, or the first when there is one. */
  textX: number
  x: number
  right: number
  y: number
  size: number
  bold: boolean
  page: number
  /** Rows of one column share this. */
  zone: Zone
}

/** A column, or a part of the page that has none. `right` is where full lines end. */
export interface Zone {
  right: number
}

/** A gap of this many font sizes parts two cells; in a row that has such a gap, the smaller one does. */
const CELL_GAP = 2.2
const CELL_GAP_IN_TABLE = 1

/** Below this (in font sizes) two runs belong to one word. */
const WORD_GAP = 0.15

/** Runs on one baseline become one row, from the top down. */
export function toRows(segments: Segment[], page: number): Row[] {
  const zone: Zone = { right: 0 }
  const rows = groupByBaseline(segments).map(group => toRow(group, page, zone))
  const rights = rows.map(row => row.right).sort((a, b) => a - b)
  // The ninth tenth: one page number further out must not make every line look short.
  zone.right = rights[Math.floor(rights.length * 0.9)] ?? 0
  return rows
}

export function groupByBaseline(segments: Segment[]): Segment[][] {
  const sorted = [...segments].sort((a, b) => a.y - b.y)
  const groups: Segment[][] = []
  let baseline = Number.NEGATIVE_INFINITY
  let size = 0
  for (const segment of sorted) {
    // Raised and lowered letters stand within half a size of their line.
    if (segment.y - baseline < Math.max(size, segment.size) / 2) {
      groups.at(-1)!.push(segment)
      if (segment.size > size) [baseline, size] = [segment.y, segment.size]
    } else {
      groups.push([segment])
      baseline = segment.y
      size = segment.size
    }
  }
  return groups
}

function toRow(group: Segment[], page: number, zone: Zone): Row {
  const ordered = inReadingOrder(group)
  const gaps = ordered.map((segment, index) => gapAfter(ordered[index - 1], segment))
  const cellFrom = gaps.some(gap => gap > CELL_GAP) ? CELL_GAP_IN_TABLE : CELL_GAP
  const cells: string[] = []
  const starts: number[] = []
  for (const [index, segment] of ordered.entries()) {
    const gap = gaps[index]!
    if (index === 0 || gap > cellFrom) {
      cells.push(segment.text)
      starts.push(segment.x)
    } else {
      cells[cells.length - 1] += (gap > WORD_GAP ? ' ' : '') + segment.text
    }
  }
  const letters = ordered.reduce((sum, { text }) => sum + text.trim().length, 0)
  const boldLetters = ordered.reduce((sum, segment) => sum + segment.boldLetters, 0)
  const largest = ordered.reduce((most, segment) => (segment.text.length > most.text.length ? segment : most))
  return {
    cells: cells.map(cell => cell.replace(/\s+/g, ' ').trim()).filter(cell => cell !== ''),
    textX: starts[1] ?? starts[0]!,
    ...extent(group),
    y: largest.y,
    size: largest.size,
    bold: boldLetters > letters * 0.9,
    page,
    zone,
  }
}

/** In font sizes, whichever way the line runs. */
function gapAfter(previous: Segment | undefined, segment: Segment): number {
  if (!previous) return 0
  const gap = Math.max(segment.x - previous.right, previous.x - segment.right)
  return gap / Math.max(segment.size, previous.size)
}

/** From the leftmost to the rightmost point. */
export function extent(segments: Segment[]): { x: number; right: number } {
  return {
    x: segments.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY),
    right: segments.reduce((most, { right }) => Math.max(most, right), Number.NEGATIVE_INFINITY),
  }
}

/** Left to right; a line that is mostly Arabic or Hebrew runs the other way, but not the Latin words in it. */
function inReadingOrder(group: Segment[]): Segment[] {
  const sorted = [...group].sort((a, b) => a.x - b.x)
  const rtl = sorted.filter(segment => segment.rtl).reduce((sum, { text }) => sum + text.length, 0)
  const all = sorted.reduce((sum, { text }) => sum + text.length, 0)
  if (rtl * 2 < all) return sorted
  const ordered: Segment[] = []
  const latin: Segment[] = []
  for (const segment of sorted.reverse()) {
    if (segment.rtl) {
      ordered.push(...latin.splice(0), segment)
    } else {
      latin.unshift(segment)
    }
  }
  return [...ordered, ...latin]
}
