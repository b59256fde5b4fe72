import type { Paragraph } from './pdf-paragraphs.ts'
import type { Row } from './pdf-rows.ts'

/** Larger than the text by this much, or bold where the text is not. */
const LARGER_BY = 1.12

/** A heading is short: this many characters, over this many lines. */
const MAX_CHARACTERS = 200
const MAX_BOLD_CHARACTERS = 100
const MAX_LINES = 3

/** Six levels exist; the last is for bold ones in the size of the text. */
const DEEPEST_BY_SIZE = 5

/** Returns the level of each heading, by its first row; levels follow the sizes that occur. */
export function findHeadings(paragraphs: Paragraph[]): Map<Row, number> {
  const body = bodyStyle(paragraphs)
  const large = paragraphs.filter(
    paragraph => isShort(paragraph, MAX_CHARACTERS) && isLarger(paragraph, body),
  )
  const bold = body.bold
    ? []
    : paragraphs.filter(
        paragraph =>
          !large.includes(paragraph) &&
          paragraph.rows[0]!.bold &&
          paragraph.rows[0]!.size > body.size * 0.94 &&
          isShort(paragraph, MAX_BOLD_CHARACTERS),
      )
  const sizes = [...new Set(large.map(paragraph => roundSize(paragraph.rows[0]!.size)))].sort((a, b) => b - a)
  const levels = new Map<Row, number>()
  for (const { rows } of large) {
    levels.set(rows[0]!, Math.min(sizes.indexOf(roundSize(rows[0]!.size)) + 1, DEEPEST_BY_SIZE))
  }
  for (const { rows } of bold) levels.set(rows[0]!, Math.min(sizes.length, DEEPEST_BY_SIZE) + 1)
  return levels
}

interface BodyStyle {
  size: number
  bold: boolean
}

function isLarger({ rows }: Paragraph, body: BodyStyle): boolean {
  return rows[0]!.size >= body.size * LARGER_BY
}

function isShort({ kind, rows }: Paragraph, most: number): boolean {
  if (kind === 'table-row' || rows.length > MAX_LINES) return false
  const text = rows.map(row => row.cells.join(' ')).join(' ')
  return text.length <= most && /\p{L}{2}/u.test(text) && !/[.,;]$/.test(text)
}

/** The size that most characters have, and whether most of those are bold. */
function bodyStyle(paragraphs: Paragraph[]): BodyStyle {
  const bySize = new Map<number, { letters: number; bold: number }>()
  for (const row of paragraphs.flatMap(paragraph => paragraph.rows)) {
    const letters = row.cells.reduce((sum, cell) => sum + cell.length, 0)
    const seen = bySize.get(roundSize(row.size)) ?? { letters: 0, bold: 0 }
    seen.letters += letters
    if (row.bold) seen.bold += letters
    bySize.set(roundSize(row.size), seen)
  }
  let most = { size: 0, letters: 0, bold: 0 }
  for (const [size, seen] of bySize) if (seen.letters > most.letters) most = { size, ...seen }
  return { size: most.size, bold: most.bold > most.letters / 2 }
}

const roundSize = (size: number) => Math.round(size * 2) / 2
