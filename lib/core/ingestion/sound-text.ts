import { isCleanText } from '../clean-text.ts'
import type { DocumentFormat } from '../documents/formats.ts'
import type { StructuredText, TextBlock } from '../documents/structured-text.ts'
import { ExtractionFailure, type ExtractionFailureCode } from './extraction-failure.ts'

/** About 40 novels. More is a log or a dump, which nobody asks a bot about and no budget would embed. */
export const MAX_TEXT_CHARACTERS = 20_000_000

/** In the longest text a paragraph of 67 characters each: who takes in more holds 700 MB of them. */
export const MAX_BLOCKS = 300_000

/** Fifty times what the reader of PDF takes on. */
export const MAX_PAGE_COUNT = 100_000

/** They stand in the document's row, which holds 400 KB: five bytes each. */
export const MAX_UNREADABLE_PAGES = 50_000

/** A reader cuts headings and titles after 200 characters, and opens six levels of them. */
const MAX_LINE = 1_000
export const MAX_HEADINGS_OPEN = 32

/**
 * Putting the marks on one letter in their order takes the square of their number: 20 million characters with 200
 * each take a second. Who decorates a letter puts some thirty on it.
 */
const TOO_MANY_MARKS = /(?<!\p{M})\p{M}{200}/u

/**
 * Holds what a reader says of a document to what `StructuredText` promises: whoever takes over a reader says what
 * he likes, and what follows trusts each offset. Throws `ExtractionFailure`. Takes time in proportion to the text.
 */
export function assertSound(said: StructuredText, format: DocumentFormat): void {
  const { text, blocks, pageCount, unreadablePages, title } = said
  hold(said.format === format, 'the format is another')
  hold(text.length <= MAX_TEXT_CHARACTERS, 'the text is too long', 'too-large')
  hold(blocks.length <= MAX_BLOCKS, 'there are too many blocks', 'too-complex')
  hold((pageCount ?? 0) <= MAX_PAGE_COUNT, 'there are too many pages', 'too-large')
  hold(isClean(text), 'the text is not clean')
  hold(unreadablePages.length <= MAX_UNREADABLE_PAGES, 'too many pages are unreadable', 'too-complex')
  hold(
    unreadablePages.every(page => page <= (pageCount ?? 0)),
    'an unreadable page is none of its pages',
  )
  let covered = 0
  for (const block of blocks) {
    hold(covered <= block.start && block.start <= block.end && block.end <= text.length, 'blocks overlap')
    hold(!isInsideCharacter(text, block.start) && !isInsideCharacter(text, block.end), 'a letter is cut')
    hold(isOnPage(block, pageCount), 'a block stands on no page')
    covered = block.end
  }
  const lines = linesOf(title, blocks)
  hold(lines !== null && isClean(lines) && !lines.includes('\n'), 'a heading is no line')
}

function hold(isSo: boolean, otherwise: string, code: ExtractionFailureCode = 'damaged'): void {
  if (!isSo) throw new ExtractionFailure(code, { cause: `What its reader says is not sound: ${otherwise}.` })
}

function isClean(text: string): boolean {
  return !TOO_MANY_MARKS.test(text) && isCleanText(text)
}

function isInsideCharacter(text: string, offset: number): boolean {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00
}

function isOnPage({ locator }: TextBlock, pageCount: number | null): boolean {
  if (locator?.kind !== 'page') return true
  const { page, pageEnd = page } = locator
  return pageCount !== null && page <= pageEnd && pageEnd <= pageCount
}

/** The title, every heading and every name of a place, one beside the other; null where one is too long. */
function linesOf(title: string | null, blocks: readonly TextBlock[]): string | null {
  const lines: string[] = [title ?? '']
  let above: readonly string[] = []
  for (const { headingPath, locator } of blocks) {
    if (headingPath.length > MAX_HEADINGS_OPEN) return null
    // Most blocks stand where the one before does.
    for (const [at, heading] of headingPath.entries()) if (heading !== above[at]) lines.push(heading)
    if (locator?.kind === 'sheet') lines.push(locator.sheet)
    if (locator?.kind === 'anchor') lines.push(locator.anchor)
    above = headingPath
  }
  return lines.every(line => line.length <= MAX_LINE) ? lines.join(' ') : null
}
