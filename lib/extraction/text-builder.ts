import { cleanText } from '#lib/core/clean-text.ts'
import type { DocumentFormat } from '#lib/core/documents/formats.ts'
import type { Locator } from '#lib/core/documents/locator.ts'
import type { StructuredText, TextBlock } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { MAX_BLOCKS, MAX_TEXT_CHARACTERS } from '#lib/core/ingestion/sound-text.ts'

/** A place is shown to people in one line; a heading longer than this is a paragraph in a heading's style. */
const MAX_HEADING_IN_PATH = 200

export interface NewBlock {
  kind: TextBlock['kind']
  text: string
  /** 1 to 6, for headings. */
  level?: number
  /** Where in the file, if it counts anything. */
  locator?: Locator
}

type About = Pick<StructuredText, 'title' | 'pageCount' | 'unreadablePages' | 'leftOut'>

export interface TextBuilder {
  /** Empty text adds nothing. Throws `too-large` past `MAX_TEXT_CHARACTERS`, `too-complex` past `MAX_BLOCKS`. */
  add(block: NewBlock): void
  /** What follows stands under none of the headings before it. */
  endSections(): void
  finish(about?: Partial<About>): StructuredText
}

/** Puts blocks together in reading order, with their offsets and the headings above them. */
export function createTextBuilder(format: DocumentFormat): TextBuilder {
  const parts: string[] = []
  const blocks: TextBlock[] = []
  let length = 0
  let open: { level: number; title: string }[] = []
  let path: string[] = []

  return {
    add({ kind, text, level, locator }) {
      const cleaned = trimBlock(kind, cleanText(text))
      if (cleaned === '') return
      if (kind === 'heading') {
        open = open.filter(heading => heading.level < (level ?? 1))
        open.push({ level: level ?? 1, title: asPathEntry(cleaned) })
        path = open.map(heading => heading.title)
      }
      const start = length === 0 ? 0 : length + 2
      length = start + cleaned.length
      if (length > MAX_TEXT_CHARACTERS) throw new ExtractionFailure('too-large')
      if (blocks.length === MAX_BLOCKS) throw new ExtractionFailure('too-complex')
      parts.push(cleaned)
      blocks.push({ kind, start, end: length, level, locator, headingPath: path })
    },
    endSections() {
      open = []
      path = []
    },
    finish({ title, pageCount = null, unreadablePages = [], leftOut = [] } = {}) {
      return {
        format,
        title: title ? asPathEntry(cleanText(title)) || null : null,
        ...{ pageCount, unreadablePages, leftOut },
        text: parts.join('\n\n'),
        blocks,
      }
    },
  }
}

/** Each run is tried from its beginning only: from every blank of it, a file of blanks takes the square of its size. */
const BLANKS_BEFORE_LINE_END = /(?<![ \t])[ \t]+\n/g

/** A blank line ends a block, so none may stand inside one; code keeps its first line's indent. */
function trimBlock(kind: TextBlock['kind'], text: string): string {
  const trimmed = kind === 'code' ? text.replace(/^\s*\n/, '').trimEnd() : text.trim()
  return trimmed.trim() === '' ? '' : trimmed.replace(BLANKS_BEFORE_LINE_END, '\n').replace(/\n{2,}/g, '\n')
}

function asPathEntry(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= MAX_HEADING_IN_PATH
    ? line
    : `${line.slice(0, MAX_HEADING_IN_PATH - 1).toWellFormed()}…`
}
