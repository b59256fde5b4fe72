import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { alignedRows, countAligned } from './aligned-table.ts'
import { decodeText } from './decode-text.ts'
import { createTextBuilder, type NewBlock } from './text-builder.ts'

/**
 * Plain text: a blank line ends a paragraph; lines inside one are kept, for they may be a list or a verse. What is set
 * as a heading (in capitals, numbered, underlined, or short and by itself) or as a table is one.
 */
export async function readText(bytes: Uint8Array): Promise<StructuredText> {
  const text = await decodeText(bytes)
  const builder = createTextBuilder('txt')
  const paragraphs: string[][] = [[]]
  const all = text.split(/\r\n|[\n\r\u2028\u2029\f]/)
  for (const [at, line] of all.entries()) {
    const ends = line.trim() === '' || headsClauses(line, all[at + 1])
    if (ends && paragraphs.at(-1)!.length > 0) paragraphs.push([])
    if (line.trim() !== '') paragraphs.at(-1)!.push(line)
  }
  for (const [at, lines] of paragraphs.entries()) {
    const heading = headingOf(lines, {
      first: at === 0,
      before: paragraphs[at - 1] ?? [],
      next: paragraphs[at + 1] ?? [],
    })
    if (heading) builder.add({ kind: 'heading', level: heading.level, text: heading.text })
    for (const block of blocksOf(lines.slice(heading?.lines ?? 0))) builder.add(block)
  }
  return builder.finish()
}

/** Tables and what stands between them. */
function blocksOf(lines: readonly string[]): NewBlock[] {
  const blocks: NewBlock[] = []
  let plain: string[] = []
  const endPlain = () => {
    blocks.push({ kind: 'paragraph', text: plain.join('\n') })
    plain = []
  }
  for (let at = 0; at < lines.length; ) {
    const count = countAligned(lines, at)
    const rows = count > 1 ? alignedRows(lines.slice(at, at + count)) : null
    if (rows) {
      endPlain()
      for (const cells of rows) blocks.push({ kind: 'table-row', text: cells.join('\t') })
    } else for (const line of lines.slice(at, at + Math.max(1, count))) plain.push(line)
    at += Math.max(1, count)
  }
  endPlain()
  return blocks
}

interface Heading {
  text: string
  level: number
  /** It takes up so many of the paragraph's. */
  lines: number
}

const LONGEST_HEADING = 70
const UNDERLINE = /^\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*$/
const NUMBERED = /^(?:§ ?)?(\d{1,2})[.):]\s+\p{Lu}|^[IVX]{1,5}\.\s+\p{Lu}/u
const NAMED = /^(?:§|(?:article|section|chapter|part|artikel|abschnitt|kapitel)\s) ?\d{1,2}\b/i
/** Without its point a number heads only clauses of its own. */
const BARE = /^(\d{1,2})\s+\p{Lu}/u
const LETTER = /^(?:dear|hello|hi|kind|best|warm|yours|regards|sincerely|sehr|liebe[r]?|mit freundlichen)\b/i
/** A list's mark. */
const MARKED = /^(?:[-*•‣◦▪–—·]|\(?[a-z][.)])\s/
const ENDS = /[.!?:;,]$/
/** By itself, over a paragraph: in so many characters nobody writes a sentence. */
const LONGEST_TITLE = 50
/** Of capitals, as many letters: `FAQ` is a heading, `A` is none. */
const LEAST_LETTERS = 3

interface Around {
  /** It is the document's first. */
  first: boolean
  before: readonly string[]
  next: readonly string[]
}

/** What heads the paragraph, or is all of it; null where nothing does. */
function headingOf(lines: readonly string[], { first, before, next }: Around): Heading | null {
  const text = lines[0]?.trim() ?? ''
  if (text.length === 0 || text.length > LONGEST_HEADING || MARKED.test(text) || /\t| {3}/.test(text))
    return null
  if (lines[1] !== undefined && UNDERLINE.test(lines[1])) return { text, level: first ? 1 : 2, lines: 2 }
  const isAlone = lines.length === 1
  const question = isAlone && /\?$/.test(text)
  if (LETTER.test(text) || (ENDS.test(text) && !question)) return null
  if (isInCapitals(text) && (first || isAlone || !isInCapitals(lines[1]!)))
    return { text, level: first ? 1 : 2, lines: 1 }
  if (first && next.length > 0 && lines.every(isTitleLine)) return { text, level: 1, lines: 1 }
  if (headsClauses(text, lines[1])) return { text, level: 2, lines: 1 }
  if (lines[1] && headsText(text, lines[1]))
    return { text, level: NUMBERED.test(text) || NAMED.test(text) ? 2 : 3, lines: 1 }
  if (!isAlone || next.length === 0) return null
  if (headsClauses(text, next[0])) return { text, level: 2, lines: 1 }
  if (NUMBERED.test(text) || NAMED.test(text))
    return isOfList(text, before, next) ? null : { text, level: 2, lines: 1 }
  const isOver = next.join(' ').length > text.length * 1.5
  return isOver && !BARE.test(text) && (question || (isShortTitle(text) && /^\p{Lu}/u.test(text)))
    ? { text, level: 3, lines: 1 }
    : null
}

function isShortTitle(text: string): boolean {
  return /^[\p{Lu}\p{N}§]/u.test(text) && text.length <= LONGEST_TITLE && !/\d{3}|[@/|]/.test(text)
}

/** A title right above its text: a line that ends long before the next one does, and no sentence that goes on. */
function headsText(text: string, next: string): boolean {
  const longer = NUMBERED.test(text) || NAMED.test(text) ? 1.5 : 2
  return (
    isShortTitle(text) &&
    !BARE.test(text) &&
    /^\s*\p{Lu}/u.test(next) &&
    next.trim().length >= longer * text.length
  )
}

/** `2. Open the door`, by itself between the first step and the third. */
function isOfList(text: string, before: readonly string[], next: readonly string[]): boolean {
  const number = Number(NUMBERED.exec(text)?.[1])
  const isNumbered = (line: string | undefined, wanted: number) =>
    Number(NUMBERED.exec(line?.trim() ?? '')?.[1]) === wanted
  return isNumbered(before.at(-1), number - 1) || isNumbered(next[0], number + 1)
}

const FIRST_CLAUSE = /^\s*(\d{1,2})\.1\b/

/** `4. Payment` right above `4.1 Fees are due …`. */
function headsClauses(line: string, next: string | undefined): boolean {
  const number = /^\s*(\d{1,2})[.)]?\s+\p{Lu}/u.exec(line)?.[1]
  return (
    number !== undefined &&
    line.trim().length <= LONGEST_HEADING &&
    !ENDS.test(line.trim()) &&
    FIRST_CLAUSE.exec(next ?? '')?.[1] === number
  )
}

function isTitleLine(line: string): boolean {
  const text = line.trim()
  return text.length <= LONGEST_HEADING && /^[\p{Lu}\p{N}]/u.test(text) && !ENDS.test(text)
}

function isInCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.length >= LEAST_LETTERS && text === text.toUpperCase() && text !== text.toLowerCase()
}
