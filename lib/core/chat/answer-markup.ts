import { type AnswerInline, type AnswerSpan, type InlineLines, parseInline } from './answer-inline.ts'

export type AnswerBlock =
  | { type: 'paragraph' | 'heading'; children: AnswerInline[] }
  | AnswerList
  | ({ type: 'code'; text: string } & AnswerSpan)
  | { type: 'table'; header: AnswerInline[][]; rows: AnswerInline[][][] }

export interface AnswerList {
  type: 'list'
  ordered: boolean
  /** Number of the first item. */
  start: number
  items: { children: AnswerInline[]; lists: AnswerList[] }[]
}

export interface AnswerMarkup {
  /** The numbers that may be cited; others vanish. */
  sources: readonly number[]
  /** Asked with a normalised http(s) address; a refused link stays as its words. */
  linkAllowed: (url: string) => boolean
  /** More text is still coming: what is open at the end is held back or taken as closed, so nothing flickers. */
  partial?: boolean
}

/** Wider tables fit no chat; bounds the cells that one line can make. */
const MAX_COLUMNS = 12

/**
 * The safe part of Markdown that answers may use: paragraphs, headings, lists (nested once), code,
 * tables, bold, italic, allowed links, citations `[1]`, `[1, 2]`, `[1][2]`. HTML stays text, an image
 * becomes its description. Never throws; takes time linear in the text.
 */
export function parseAnswer(text: string, options: AnswerMarkup): AnswerBlock[] {
  const lines = linesOf(text, options.partial ?? false)
  const inline = (source: InlineLines, last: boolean) =>
    parseInline(source, { ...options, open: last && options.partial === true })
  const texts = lines.map(line => line.text)
  const blocks: AnswerBlock[] = []
  let at = 0
  while (at < lines.length) {
    const from = at
    const end = blockEnd(texts, from)
    at = end.next
    const last = lines.length <= at
    const body = lines.slice(from, at)
    if (end.kind === 'code') blocks.push(fenced(body))
    else if (end.kind === 'heading') {
      const title = cutLine(body[0]!, /^ {0,3}#{1,6} /)
      const children = inline([{ ...title, text: title.text.replace(/ #{1,6}$/, '') }], last)
      blocks.push({ type: 'heading', children })
    } else if (end.kind === 'table') blocks.push(table(body, inline))
    else if (end.kind === 'list') blocks.push(list(body, last, inline))
    else if (end.kind === 'paragraph') {
      const children = inline(
        body.map(line => cutLine(line, /^ {0,3}> ?/)),
        last,
      )
      if (children.length > 0) blocks.push({ type: 'paragraph', children })
    }
  }
  return blocks
}

/** A line, and where it begins in the answer. */
type Line = InlineLines[number]

/** What can be shown of it. A return before a line's end becomes a tab, so that every offset stays. */
function linesOf(text: string, partial: boolean): Line[] {
  const shown = holdBackTail(text.replaceAll('\r\n', '\t\n').trimEnd(), partial).trimEnd()
  let start = 0
  return shown.split('\n').map(text => {
    const line = { text: text.replace(/\t$/, ''), start }
    start += text.length + 1
    return line
  })
}

/** The line without its beginning, where it has that one. */
function cutLine({ text, start }: Line, beginning: RegExp): Line {
  const cut = beginning.exec(text)?.[0].length ?? 0
  return { text: text.slice(cut), start: start + cut }
}

type Kind = 'blank' | 'code' | 'heading' | 'table' | 'list' | 'paragraph'
type Inline = (source: InlineLines, last: boolean) => AnswerInline[]

/** A dozen digits is no list number; three spaces of indent is Markdown's limit for everything else. */
const ITEM = /^(\s{0,20})([-*+•]|\d{1,9}[.)])\s+(?=\S)/
export const FENCE = /^ {0,3}(`{3,}|~{3,})/
const HEADING = /^ {0,3}#{1,6} /
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/

function kindOf(lines: string[], at: number): Kind {
  const line = lines[at]!
  if (line.trim() === '' || RULE.test(line)) return 'blank'
  if (FENCE.test(line)) return 'code'
  if (HEADING.test(line)) return 'heading'
  if (ITEM.test(line)) return 'list'
  if (line.includes('|') && isTableRule(lines[at + 1])) return 'table'
  return 'paragraph'
}

function blockEnd(lines: string[], from: number): { kind: Kind; next: number } {
  const kind = kindOf(lines, from)
  let next = from + 1
  if (kind === 'code') {
    const fence = FENCE.exec(lines[from]!)![1]!
    while (next < lines.length && lines[next]!.trim() !== fence) next++
    next = Math.min(next + 1, lines.length)
  } else if (kind === 'table') {
    while (next < lines.length && lines[next]!.includes('|')) next++
  } else if (kind === 'paragraph') {
    while (next < lines.length && kindOf(lines, next) === 'paragraph') next++
  } else if (kind === 'list') {
    while (next < lines.length) {
      const line = lines[next]!
      const following = kindOf(lines, next)
      if (following === 'blank' && !RULE.test(line)) {
        const after = lines[next + 1]
        // A blank line ends a list unless an item or something indented follows it.
        if (after === undefined || !(ITEM.test(after) || /^\s{2,}\S/.test(after))) break
      } else if (following !== 'list' && following !== 'paragraph') break
      next++
    }
  }
  return { kind, next }
}

function list(lines: Line[], last: boolean, inline: Inline): AnswerList {
  interface Item {
    marker: string
    body: Line[]
    nested: Item[]
  }
  const items: Item[] = []
  let indent = 0
  let current: Item | undefined
  for (const line of lines) {
    const match = ITEM.exec(line.text)
    if (!match) {
      const { text, start } = cutLine(line, /^\s+/)
      current!.body.push({ text: text.trimEnd(), start })
      continue
    }
    current = { marker: match[2]!, body: [cutLine(line, ITEM)], nested: [] }
    const parent = items.at(-1)
    if (parent && match[1]!.length >= indent + 2) parent.nested.push(current)
    else {
      items.push(current)
      indent = match[1]!.length
    }
  }
  const build = (from: Item[], tail: boolean): AnswerList => ({
    type: 'list',
    ordered: /\d/.test(from[0]!.marker),
    start: Number.parseInt(from[0]!.marker, 10) || 1,
    items: from.map((item, at) => {
      const final = tail && at === from.length - 1
      const children = inline(item.body, final && item.nested.length === 0)
      return { children, lists: item.nested.length > 0 ? [build(item.nested, final)] : [] }
    }),
  })
  return build(items, last)
}

function table(lines: Line[], inline: Inline): AnswerBlock {
  const [header, , ...rows] = lines.map(cells)
  const width = Math.min(header!.length, MAX_COLUMNS)
  const row = (found: Line[]) =>
    Array.from({ length: width }, (_, at) => (found[at] ? inline([found[at]], false) : []))
  return { type: 'table', header: row(header!), rows: rows.map(row) }
}

function cells(line: Line): Line[] {
  const inner = cutLine(line, /^\s*\|?/)
  let { start } = inner
  return inner.text
    .trimEnd()
    .replace(/\|$/, '')
    .split('|', MAX_COLUMNS)
    .map(text => {
      const cell = { text, start }
      start += text.length + 1
      return cell
    })
}

function isTableRule(line: string | undefined): boolean {
  if (!line?.includes('-')) return false
  return cells({ text: line, start: 0 }).every(({ text }) => /^:?-{1,100}:?$/.test(text.trim()))
}

function fenced(lines: Line[]): AnswerBlock {
  const fence = FENCE.exec(lines[0]!.text)![1]!
  const closed = lines.length > 1 && lines.at(-1)!.text.trim() === fence
  const inner = lines.slice(1, closed ? -1 : undefined)
  const text = inner.map(line => line.text).join('\n')
  const start = inner[0]?.start ?? lines[0]!.start
  return { type: 'code', text, start, end: start + text.length }
}

/** Longest beginning of a citation or link that is kept from view until it is whole. */
const MAX_HELD = 400

/** Cuts off what cannot be shown yet: half a citation always; half a link, a lone marker while text still comes. */
function holdBackTail(text: string, partial: boolean): string {
  const bracket = text.lastIndexOf('[')
  if (bracket >= 0 && text.length - bracket <= MAX_HELD) {
    const tail = text.slice(bracket)
    const held = partial ? /^\[[^\]\n]*$|^\[[^\]\n]*[^\]\n\d,; ][^\]\n]*\](?:\([^()\s]*)?$/ : /^\[[\d\s,]*$/
    if (held.test(tail)) return text.slice(0, text[bracket - 1] === '!' && partial ? bracket - 1 : bracket)
  }
  if (!partial) return text
  const lineStart = text.lastIndexOf('\n') + 1
  const line = text.slice(lineStart)
  if (/^\s*(?:#{1,6}|[-*+•]|\d{1,9}[.)]?|`{1,3}|~{1,3}|>)?\s*$/.test(line.slice(0, 40)) && line.length <= 40)
    return text.slice(0, lineStart)
  if (line.startsWith('|')) {
    // A table's head is a table only once the rule below it has arrived; later, a row once it is whole.
    const [before, beforeThat] = text.slice(0, lineStart).split('\n').slice(-3, -1).reverse()
    const head = before?.startsWith('|') && !beforeThat?.startsWith('|')
    return text.slice(0, head ? lineStart - before!.length - 1 : lineStart)
  }
  return text.replace(/(?<![*_])[*_]{1,3}$/, '')
}
