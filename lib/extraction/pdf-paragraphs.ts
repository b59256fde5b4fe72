import type { Row } from './pdf-rows.ts'

/** Rows that belong together. */
export interface Paragraph {
  kind: 'text' | 'list-item' | 'table-row'
  rows: Row[]
}

/** A line further below the last one than this many ordinary line distances starts a paragraph. */
const PARAGRAPH_GAP = 1.3

/** A first line is set in by at least, and at most, this many font sizes. */
const SMALLEST_INDENT = 0.8
const LARGEST_INDENT = 6

/** Letters of one paragraph differ in size by at most this share. */
const SIZE_TOLERANCE = 0.12

/** Share of the column's width that must be left over before a line counts as ended on purpose. */
const CLEARLY_SHORT = 0.12

/** Joins the rows of a document, in reading order, to paragraphs. */
export function toParagraphs(rows: Row[]): Paragraph[] {
  const leading = usualLeading(rows)
  const paragraphs: Paragraph[] = []
  for (const row of rows) {
    const last = paragraphs.at(-1)
    const bullet = startsListItem(row)
    if (last && !bullet && continues(last, row, leading)) {
      last.rows.push(row)
    } else {
      paragraphs.push({
        kind: bullet ? 'list-item' : row.cells.length > 1 ? 'table-row' : 'text',
        rows: [row],
      })
    }
  }
  return paragraphs
}

function continues(paragraph: Paragraph, row: Row, leading: number): boolean {
  const last = paragraph.rows.at(-1)!
  if (paragraph.kind === 'table-row' || row.cells.length > 1 || row.page !== last.page) return false
  if (Math.abs(row.size - last.size) > SIZE_TOLERANCE * last.size || row.bold !== last.bold) return false
  // The bottom of one column and the top of the next: only in the middle of a sentence.
  if (row.zone !== last.zone) return /^\p{Ll}/u.test(row.cells[0]!) && !endsSentence(last)
  if (row.x > last.right || row.right < last.x) return false
  const distance = (row.y - last.y) / row.size
  if (distance > Math.max(leading * PARAGRAPH_GAP, leading + 0.3)) return false
  if (paragraph.kind === 'list-item')
    return row.x >= paragraph.rows[0]!.x + SMALLEST_INDENT * row.size || endsFull(last, row)
  const indent = (row.x - last.x) / row.size
  if (indent > SMALLEST_INDENT && indent < LARGEST_INDENT && startsUpper(row)) return false
  return !endedOnPurpose(last, row)
}

/** The next line's first word would have fitted: whoever wrote this wanted the line to end here. */
function endedOnPurpose(last: Row, next: Row): boolean {
  if (!startsUpper(next)) return false
  const letters = next.cells[0]!
  const firstWord = /^\S+/.exec(letters)![0].length
  const perLetter = (next.right - next.x) / Math.max(letters.length, 1)
  const left = last.zone.right - last.right - (firstWord + 1) * perLetter
  return left > (last.zone.right - last.x) * (endsSentence(last) ? CLEARLY_SHORT / 2 : CLEARLY_SHORT)
}

function endsFull(last: Row, next: Row): boolean {
  return !endedOnPurpose(last, next) && !startsUpper(next)
}

const startsUpper = (row: Row) => !/^[\p{Ll}\p{Mn}(,;]/u.test(row.cells[0]!)

const endsSentence = (row: Row) => /[.!?:。！？]["'”’)\]]?$/.test(row.cells.at(-1)!)

/** "•", "-", "3." or "(b)" apart from, or before, the words. */
export const LIST_MARK = /^(?:[•▪■●○◦‣∙·–—*-]|\uf0b7|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])$/

function startsListItem(row: Row): boolean {
  if (row.cells.length === 2 && LIST_MARK.test(row.cells[0]!)) return true
  return row.cells.length === 1 && /^(?:[•▪■●○◦‣∙\uf0b7]\s*|(?:[–-]|\(?\d{1,3}[.)])\s+)\S/.test(row.cells[0]!)
}

/** The commonest distance between lines, in font sizes. */
function usualLeading(rows: Row[]): number {
  const seen = new Map<number, number>()
  for (const [index, row] of rows.entries()) {
    const above = rows[index - 1]
    if (!above || above.zone !== row.zone || row.cells.length > 1) continue
    const distance = Math.round(((row.y - above.y) / row.size) * 20) / 20
    // Double spacing is 2.3; what is wider separates, what is narrower overlaps.
    if (distance >= 0.9 && distance <= 2.5)
      seen.set(distance, (seen.get(distance) ?? 0) + row.cells[0]!.length)
  }
  let commonest = 1.2
  let most = 0
  for (const [distance, count] of seen) if (count > most) [commonest, most] = [distance, count]
  return commonest
}
