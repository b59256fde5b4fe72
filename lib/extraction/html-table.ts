import { powerSign } from './html-superscript.ts'
import {
  attributeOf,
  type HtmlElement,
  headingLevel,
  isBlock,
  isElement,
  isText,
  roleOf,
  walk,
} from './html-tree.ts'
import { BLANK_CELL, oneLine } from './sheet-blocks.ts'

export interface HtmlRow {
  element: HtmlElement
  /** Of its cells, each on one line. */
  text: string
}

export type IsLeftIn = (element: HtmlElement) => boolean

/** In letters: a cell without headed columns that says more is a column of a page. */
const LONGEST_CELL = 600

/** Whether a table only puts things in their places, as those of mails do. Ends at the first table inside. */
export function isForLayout(table: HtmlElement, isLeftIn: IsLeftIn): boolean {
  if (['presentation', 'none'].includes(roleOf(table))) return true
  let nested = false
  let headed = false
  let columns = 0
  let longest = 0
  let hasHeading = false
  let [cells, letters] = [0, 0]
  walk(table, {
    enter(node) {
      if (nested) return false
      if (isText(node)) letters += node.value.trim().length
      if (!isElement(node)) return
      if (!isLeftIn(node)) return false
      const { tagName } = node
      if (tagName === 'table') nested = true
      if (tagName === 'th' || tagName === 'caption' || tagName === 'thead') headed = true
      if (tagName === 'tr') cells = 0
      if (tagName === 'td' || tagName === 'th') {
        columns = Math.max(columns, ++cells)
        letters = 0
      }
      if (headingLevel(node) > 0) hasHeading = true
      return !nested
    },
    leave({ tagName }) {
      if (tagName === 'td') longest = Math.max(longest, letters)
    },
  })
  if (nested || columns < 2) return true
  return !headed && (hasHeading || longest > LONGEST_CELL)
}

/** Wider, a row is told without what stands below its wide cells. */
const MOST_COLUMNS = 300
/** What is longer is told once, in the first place that it takes. */
const LONGEST_REPEATED = 200
const MOST_HEAD_ROWS = 3

/**
 * The rows of a table, that of its columns' names first: several of them become one. A cell that spans rows or columns
 * says the same in each; one that spans its whole row stands alone.
 */
export function* rowsOfTable(table: HtmlElement, isLeftIn: IsLeftIn): Generator<HtmlRow> {
  const rows = rowElements(table, isLeftIn)
  let carried: { text: string; left: number }[] = []
  let head = null as { element: HtmlElement; names: string[] } | null
  let width = 0
  let heads = 0
  for (const { element, isHead } of rows) {
    const { texts, next, isWhole } = placed(element, carried, isLeftIn)
    carried = next
    width = Math.max(width, texts.length)
    if (isHead && !isWhole && heads < MOST_HEAD_ROWS) {
      heads++
      head = { element: head?.element ?? element, names: joined(head?.names ?? [], texts) }
      continue
    }
    if (head) yield* toRow(head.element, head.names, width)
    head = null
    heads = MOST_HEAD_ROWS
    if (isWhole) {
      if (texts[0]) yield { element, text: texts[0] }
    } else yield* toRow(element, texts, width)
  }
  if (head) yield* toRow(head.element, head.names, width)
}

function* toRow(element: HtmlElement, texts: readonly string[], width: number): Generator<HtmlRow> {
  if (texts.every(text => text === '')) return
  const cells = Array.from({ length: width }, (_, at) => texts[at] || BLANK_CELL)
  yield { element, text: cells.join('\t') }
}

/** `2026` over `Q1` becomes `2026 Q1`. */
function joined(above: readonly string[], below: readonly string[]): string[] {
  const columns = Math.max(above.length, below.length)
  return Array.from({ length: columns }, (_, at) =>
    [...new Set([above[at], below[at]])].filter(Boolean).join(' '),
  )
}

/** The cells of a row in their columns, after those that come down from above. */
function placed(
  row: HtmlElement,
  carried: readonly { text: string; left: number }[],
  isLeftIn: IsLeftIn,
): { texts: string[]; next: { text: string; left: number }[]; isWhole: boolean } {
  const texts: string[] = []
  const next: { text: string; left: number }[] = []
  const cells = row.childNodes.filter(
    (node): node is HtmlElement =>
      isElement(node) && (node.tagName === 'td' || node.tagName === 'th') && isLeftIn(node),
  )
  let column = 0
  const take = () => {
    for (let above = carried[column]; above && above.left > 0; above = carried[column]) {
      texts[column] = above.text
      next[column] = { text: above.text, left: above.left - 1 }
      column++
    }
  }
  for (const cell of cells) {
    take()
    if (column >= MOST_COLUMNS) break
    const text = lineOf(cell, isLeftIn)
    const rows = spanOf(cell, 'rowspan')
    const last = Math.min(column + spanOf(cell, 'colspan'), MOST_COLUMNS)
    for (let first = true; column < last; column++, first = false) {
      const told = first || text.length <= LONGEST_REPEATED ? text : ''
      texts[column] = told
      next[column] = { text: told.length <= LONGEST_REPEATED ? told : '', left: rows - 1 }
    }
  }
  take()
  for (let at = column; at < carried.length; at++)
    if (carried[at] && carried[at]!.left > 0) {
      texts[at] = carried[at]!.text
      next[at] = { text: carried[at]!.text, left: carried[at]!.left - 1 }
    }
  const span = cells.length === 1 ? spanOf(cells[0]!, 'colspan') : 1
  const isWhole = span > 1 && span === texts.length
  return { texts: Array.from(texts, text => text ?? ''), next, isWhole }
}

/** 0 says: to the end. */
function spanOf(cell: HtmlElement, name: 'rowspan' | 'colspan'): number {
  const span = Number.parseInt(attributeOf(cell, name) ?? '1', 10)
  if (name === 'rowspan' && span === 0) return Number.MAX_SAFE_INTEGER
  return span > 0 ? Math.min(span, name === 'colspan' ? MOST_COLUMNS : 65_534) : 1
}

/** Its rows, those of its foot last. A head is what says so, or a first row of nothing but names. */
function rowElements(table: HtmlElement, isLeftIn: IsLeftIn): { element: HtmlElement; isHead: boolean }[] {
  const found: { element: HtmlElement; isHead: boolean; order: number }[] = []
  let isFirst = true
  walk(table, {
    enter(node) {
      if (!isElement(node)) return
      const { tagName, childNodes } = node
      if (!isLeftIn(node) || (tagName === 'table' && node !== table)) return false
      if (tagName !== 'tr') return ['thead', 'tbody', 'tfoot', 'form'].includes(tagName)
      const part = node.parentNode && isElement(node.parentNode) ? node.parentNode.tagName : ''
      const cells = childNodes.filter(isElement)
      const isNames = isFirst && cells.length > 1 && cells.every(cell => cell.tagName === 'th')
      const order = part === 'thead' ? 0 : part === 'tfoot' ? 2 : 1
      found.push({ element: node, isHead: part === 'thead' || isNames, order })
      isFirst = isFirst && (part === 'thead' || isNames)
      return false
    },
  })
  return found.toSorted((a, b) => a.order - b.order)
}

/** What an element says, in one line. */
export function lineOf(element: HtmlElement, isLeftIn: IsLeftIn): string {
  const parts: string[] = []
  walk(element, {
    enter(node) {
      if (isText(node)) parts.push(node.value)
      if (!isElement(node)) return
      if (!isLeftIn(node)) return false
      if (isBlock(node) || node.tagName === 'br') parts.push(' ')
      else parts.push(powerSign(node, parts.at(-1)))
      return
    },
    leave(node) {
      if (isBlock(node)) parts.push(' ')
    },
  })
  return oneLine(parts.join(''))
}
