import type { Email } from 'postal-mime'
import { formats } from '#lib/core/documents/formats.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { readHtmlPage } from './html-blocks.ts'
import type { NewBlock, TextBuilder } from './text-builder.ts'

/** Of the letters that its HTML has: with fewer the plain text is but a note that there is HTML. */
const LEAST_SHARE = 0.25
const ADDRESS = /https?:\/\/\S+/g

/** What a mail says, below `level` headings: its plain text, where that says it all, since nothing stands around it. */
export function addMailText(
  builder: TextBuilder,
  { text = '', html = '' }: Pick<Email, 'text' | 'html'>,
  level: number,
): void {
  const written = html.trim() ? blocksOfHtml(html, text.trim() !== '') : []
  const letters = written.reduce((sum, block) => sum + lettersOf(block.text), 0)
  const isStub = lettersOf(text.replace(ADDRESS, '')) < LEAST_SHARE * letters
  if (text.trim() === '' || isStub) {
    for (const { kind, text, level: own = 1 } of written)
      builder.add({ kind, text, ...(kind === 'heading' && { level: Math.min(own + level, LOWEST_HEADING) }) })
  } else for (const paragraph of paragraphsOf(text)) builder.add({ kind: 'paragraph', text: paragraph })
}

const LOWEST_HEADING = 6

/** Nothing where the same is there as text and the HTML is no page that people write. */
function blocksOfHtml(html: string, hasText: boolean): NewBlock[] {
  try {
    if (html.length > formats.html.maxBytes) throw new ExtractionFailure('too-large')
    return readHtmlPage(html, 'mail').blocks
  } catch (error) {
    if (hasText && error instanceof ExtractionFailure) return []
    throw error
  }
}

/** An empty line ends a paragraph, and so does another depth of quoting. The marks of quoting go. */
function paragraphsOf(text: string): string[] {
  const paragraphs: string[][] = [[]]
  let depth = 0
  const lines = text.split(LINE_END)
  const isQuoting = quotes(lines)
  for (const line of lines) {
    const marks = (isQuoting && QUOTED.exec(line)?.[0]) || ''
    const said = line.slice(marks.length)
    const isBlank = said.trim() === ''
    const quoted = marks.replace(/ /g, '').length
    if ((isBlank || quoted !== depth) && paragraphs.at(-1)!.length > 0) paragraphs.push([])
    depth = quoted
    if (!isBlank) paragraphs.at(-1)!.push(said)
  }
  return paragraphs.map(joinWrapped)
}

/** `> 5 people: 10 %` alone is no quotation. */
function quotes(lines: readonly string[]): boolean {
  const marked = lines.filter(line => line.startsWith('>'))
  return marked.length !== 1 || !MORE_THAN.test(marked[0]!)
}

const MORE_THAN = /^> ?\d/

/** Programs break lines at 72 characters or a little more; longer ones were never broken. */
const WRAPPED = { least: 72, most: 80 }

/**
 * A line that ends with a blank goes on (RFC 3676), and so does one that ends where the next word had no room; one that
 * ends before was ended.
 */
function joinWrapped(lines: readonly string[]): string {
  let text = ''
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1]
    const [word = ''] = line.split(' ', 1)
    const isFull =
      before !== undefined &&
      before.length <= WRAPPED.most &&
      before.trimEnd().length + 1 + word.length > WRAPPED.least
    const isOpen = before?.endsWith(' ') && before !== SIGNATURE
    const goesOn = (isFull || isOpen) && !LIST_LINE.test(line)
    if (before === undefined) text = line.trimEnd()
    else text += goesOn ? ` ${line.trim()}` : `\n${line.trimEnd()}`
  }
  return text
}

/** The line above a name and an address. */
const SIGNATURE = '-- '
const LIST_LINE = /^\s*(?:[-*•]|\d{1,3}[.)])\s/
const LINE_END = /\r?\n|\r/
const QUOTED = /^(?:> ?)+/

function lettersOf(text: string): number {
  return text.replace(/\s+/g, '').length
}
