import type { PassageBlock } from '../documents/passage.ts'
import { placeAt } from '../documents/place.ts'
import { trimmedSentences } from '../documents/sentences.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import { columnsOf, isHeaderRow } from './table-header.ts'

/** What can be quoted: whole, and understood together with what stands above it. */
export interface Unit {
  kind: 'sentence' | 'item' | 'row' | 'code'
  /** Which of the passages. */
  source: number
  /** UTF-16 offsets in the passage's text. */
  start: number
  end: number
  text: string
  /** The line that leads in: of list items, of code, or the question that it answers. */
  lead: Lead | null
  /** Of a row: its table's first row. */
  header: string | null
  /** The headings above, the nearest last. */
  headingPath: readonly string[]
  /** Which block of the passage; sentences of one paragraph share it. */
  block: number
}

export interface Lead {
  text: string
  /** Where it stands, if it is a unit itself. */
  start: number
  end: number
}

/** Whether the second goes on with the form, the letterhead or the list of totals that the first stands in. */
export function areOfOneForm(a: Unit, b: Unit): boolean {
  return a.source === b.source && a.kind === b.kind && b.block - a.block <= 1 && isField(a) && isField(b)
}

function isField({ kind, header, text }: Unit): boolean {
  if (kind === 'row') return header === null
  return kind === 'sentence' && text.length <= LONGEST_FIELD && !/[.!?]$/.test(text)
}

const LONGEST_FIELD = 60

/** The units of one passage in their order; headings and header rows lead in, they are none but for named figures. */
export function unitsOf(passage: FoundPassage, source: number): Unit[] {
  const units: Unit[] = []
  let lead: Lead | null = null
  let header: string | null = null
  let rowsSeen = 0
  const blocks = blocksOf(passage)
  for (const [block, { kind, header: above, start, end }] of blocks.entries()) {
    const at = { source, block, headingPath: placeAt(passage.place, start).headingPath }
    const whole = { start, end, text: passage.text.slice(start, end) }
    if (kind !== 'table-row') [header, rowsSeen] = [null, 0]
    switch (kind) {
      case 'heading':
        lead = isQuestion(whole.text) ? whole : null
        if (NAMED_FIGURE.test(whole.text))
          units.push({ ...at, ...whole, kind: 'sentence', lead: null, header: null })
        break
      case 'list-item':
        units.push(...itemsOf(whole, { ...at, lead }))
        break
      case 'code':
        units.push({ ...at, ...whole, kind: 'code', lead, header: null })
        lead = null
        break
      case 'table-row': {
        if (above) header = above
        const names = isHeaderRow(whole.text, rowBehind(block))
        if (!above && rowsSeen === 0 && !header && names) header = whole.text
        if (above || rowsSeen > 0 || !names) {
          const columns = columnsOf(header, whole.text)
          for (const cells of columns === null ? pairsOf(whole) : [whole])
            units.push({ ...at, ...cells, kind: 'row', lead: null, header: columns })
        }
        rowsSeen++
        break
      }
      case 'paragraph':
        for (const line of linesOf(passage.text, start, end)) {
          if (line.item) {
            units.push(...itemsOf(spanOf(passage.text, line), { ...at, lead }))
            continue
          }
          const asked: Lead | null = lead && isQuestion(lead.text) ? lead : null
          lead = asked
          for (const sentence of sentencesOf(passage.text, line)) {
            if (isQuestion(sentence.text) || sentence.text.endsWith(':')) lead = sentence
            if (!isQuestion(sentence.text))
              units.push({
                ...at,
                ...sentence,
                kind: 'sentence',
                lead: lead === sentence ? asked : lead,
                header: null,
              })
          }
        }
        break
    }
  }
  return units

  function rowBehind(block: number): string {
    const next = blocks[block + 1]
    return next?.kind === 'table-row' ? passage.text.slice(next.start, next.end) : ''
  }
}

/** An item of a list, or the sentences of one that is as long as a paragraph, under the words it begins with. */
function itemsOf(
  item: Stretch & { text: string },
  at: Pick<Unit, 'source' | 'block' | 'headingPath' | 'lead'>,
): Unit[] {
  const sentences =
    item.text.length > LONGEST_ITEM ? sentencesOf(item.text, { start: 0, end: item.text.length }) : []
  if (sentences.length < 2) return [{ ...at, ...item, kind: 'item', header: null }]
  const moved = sentences.map(({ start, end, text }) => ({
    start: start + item.start,
    end: end + item.start,
    text,
  }))
  const [title] = moved as [Lead]
  const titled = title.text.split(' ').length <= LONGEST_TITLE ? title : null
  return moved.map(sentence => ({
    ...{ ...at, ...sentence, kind: 'sentence', header: null },
    lead: titled && sentence !== title ? titled : at.lead,
  }))
}

const LONGEST_ITEM = 200
/** In words: `Cancelling a booking.` */
const LONGEST_TITLE = 6

interface Stretch {
  start: number
  end: number
}

interface Block extends Stretch {
  kind: PassageBlock['kind']
  header?: string | undefined
}

/** Blank lines part blocks; what kind each is was told when the document was read, or is told by tabs. */
function blocksOf({ text, blocks }: FoundPassage): Block[] {
  if (blocks?.length) {
    return blocks.flatMap(({ at, kind, header }, index) => {
      const trimmed = trim(text, { start: at, end: blocks[index + 1]?.at ?? text.length }, kind === 'code')
      return trimmed ? [{ ...trimmed, kind, header }] : []
    })
  }
  const found: Block[] = []
  let from = 0
  for (const { index, 0: gap } of [...text.matchAll(/\n\s*\n/g), { index: text.length, 0: '' }]) {
    const trimmed = trim(text, { start: from, end: index })
    const row = trimmed && text.slice(trimmed.start, trimmed.end).includes('\t')
    if (trimmed) found.push({ ...trimmed, kind: row ? 'table-row' : 'paragraph' })
    from = index + gap.length
  }
  return found
}

/** Code keeps the indent of its first line. */
function trim(text: string, { start, end }: Stretch, code = false): Stretch | null {
  const said = text.slice(start, end)
  const blank = code ? /^(?:[ \t]*\n)*/.exec(said)![0].length : said.length - said.trimStart().length
  const length = said.trimEnd().length
  return length > blank ? { start: start + blank, end: start + length } : null
}

interface Line extends Stretch {
  /** Begins with a mark of a list, behind which `start` is. */
  item: boolean
}

/** A paragraph's lines where each is for itself, as in a list or a verse; else all of it. */
function linesOf(text: string, start: number, end: number): Line[] {
  const lines: Line[] = []
  const widest = Math.max(
    ...text
      .slice(start, end)
      .split('\n')
      .map(line => line.trim().length),
  )
  let from = start
  for (const line of text.slice(start, end).split('\n')) {
    const stretch = trim(text, { start: from, end: from + line.length })
    from += line.length + 1
    if (!stretch) continue
    const written = text.slice(stretch.start, stretch.end)
    const mark = LIST_MARK.exec(written)?.[0].length ?? 0
    const item = mark > 0 || CLAUSE.test(written)
    const last = lines.at(-1)
    const before = last ? text.slice(text.lastIndexOf('\n', last.end - 1) + 1, last.end).trim() : ''
    if (last && !item && !endsLine(before, written, widest)) last.end = stretch.end
    else lines.push({ start: stretch.start + mark, end: stretch.end, item })
  }
  return lines
}

const LIST_MARK = /^(?:[-*•‣◦▪–—·]\s+|\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S))/
/** `4.2 Whoever …`: cited by its number, which stays. */
const CLAUSE = /^(?:§ ?)?\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[\p{Lu}“"])/u
/** A line this much shorter than the widest was ended on purpose. */
const SHORT_LINE = 0.6
/** Prose is set wider than this many characters; narrower lines are a list without marks. */
const NARROW = 36

function endsLine(before: string, line: string, widest: number): boolean {
  if (/[:|]$/.test(before)) return true
  const short = before.length < widest * SHORT_LINE || widest < NARROW
  return short && /^[\p{Lu}\p{N}"“(]/u.test(line) && !/[,;-]$/.test(before)
}

/** A line break inside a paragraph is a space. */
function sentencesOf(text: string, { start, end }: Stretch): (Stretch & { text: string })[] {
  return trimmedSentences(text.slice(start, end).replaceAll('\n', ' ')).flatMap(span =>
    /[\p{L}\p{N}]/u.test(text.slice(start + span.start, start + span.end))
      ? [spanOf(text, { start: start + span.start, end: start + span.end })]
      : [],
  )
}

function spanOf(text: string, { start, end }: Stretch): Stretch & { text: string } {
  return { start, end, text: text.slice(start, end).replace(/\s*\n\s*/g, ' ') }
}

export function isQuestion(text: string): boolean {
  return /[?？]["'”’)\]]?$/.test(text)
}

/** `Phone | 555 0100 | Make | Jeep` of a form: each name with what it names. */
function pairsOf(row: Stretch & { text: string }): (Stretch & { text: string })[] {
  const cells = row.text.split('\t')
  const names = cells.filter((_, at) => at % 2 === 0)
  if (cells.length < 4 || cells.length % 2 === 1 || !names.every(isFieldName)) return [row]
  let at = row.start
  return names.map((name, pair) => {
    const text = `${name}\t${cells[pair * 2 + 1]}`
    const start = at
    at += text.length + 1
    return { start, end: start + text.length, text }
  })
}

/** `Phone: 555 0100`, set as large as a heading in a letterhead. */
const NAMED_FIGURE = /^\p{L}[^:\t(]{1,30}:\s[^:]*\d/u

function isFieldName(cell: string): boolean {
  return cell.length <= LONGEST_NAME && /\p{L}/u.test(cell) && !/\d/.test(cell)
}

const LONGEST_NAME = 30
