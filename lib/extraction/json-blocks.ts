import { readHtmlPage } from './html-blocks.ts'
import { BLANK_CELL, oneLine } from './sheet-blocks.ts'
import type { TextBuilder } from './text-builder.ts'

/** Numbers are told as they were written. */
export type JsonValue = string | boolean | null | JsonValue[] | JsonObject
export interface JsonObject {
  [key: string]: JsonValue
}

type Plain = Exclude<JsonValue, object> | null

/** Tells a value: what has a name as `name: value` or below its name, what is alike as a table, the rest as a list. */
export function addJson(builder: TextBuilder, value: JsonValue): void {
  addValue(builder, value, { name: '', level: 1 })
}

/** Under which name something stands, and at which level a heading would stand there. */
interface At {
  name: string
  level: number
  /** Its own question or title stands above it already. */
  isNamed?: boolean
}

const LOWEST_HEADING = 6
/** What is longer, or has lines, is a paragraph of its own and no cell. */
const LONGEST_FIELD = 300
/** Wider, or with fewer cells filled, what is alike is told one by one. */
const WIDEST_TABLE = 100
const LEAST_FILLED = 0.5

function addValue(builder: TextBuilder, value: JsonValue, at: At): void {
  if (isPlain(value)) {
    const text = textOf(value)
    if (text) builder.add({ kind: 'paragraph', text })
  } else if (Array.isArray(value)) addArray(builder, value, at)
  else addObject(builder, value, at)
}

/** What is plain comes before what is not: it stands below the name of its object, and not of one inside. */
function addObject(builder: TextBuilder, object: JsonObject, at: At): void {
  const members = Object.entries(object)
  const [question, answer] = questionOf(object) ?? []
  const isAsked = question !== undefined && !at.isNamed
  if (isAsked) addHeading(builder, textOf(object[question] as Plain), at.level)
  const level = isAsked ? at.level + 1 : at.level
  for (const [key, value] of members) {
    if (!isPlain(value) || key === question) continue
    const text = textOf(value)
    if (!text) continue
    if (key === answer || isLong(text)) {
      if (key !== answer) builder.add({ kind: 'paragraph', text: `${key}:` })
      addLong(builder, text, level)
    } else builder.add({ kind: 'paragraph', text: `${key}: ${oneLine(text)}` })
  }
  for (const [key, value] of members)
    if (!isPlain(value) && saysAnything(value)) {
      addHeading(builder, key, level)
      addValue(builder, value, { name: key, level: level + 1 })
    }
}

function addArray(builder: TextBuilder, values: readonly JsonValue[], { name, level }: At): void {
  if (values.every(isPlain)) {
    for (const value of values) {
      const text = textOf(value)
      if (isLong(text)) addLong(builder, text, level)
      else if (text) builder.add({ kind: 'list-item', text: oneLine(text) })
    }
    return
  }
  if (values.every(value => Array.isArray(value) && isCell(value))) {
    for (const value of values) {
      const cells = (value as Plain[]).map(one => oneLine(textOf(one)) || BLANK_CELL)
      if (cells.some(cell => cell !== BLANK_CELL)) builder.add({ kind: 'table-row', text: cells.join('\t') })
    }
    return
  }
  const columns = columnsOf(values)
  if (columns) {
    const rows = values as JsonObject[]
    builder.add({ kind: 'table-row', text: columns.map(key => oneLine(key) || BLANK_CELL).join('\t') })
    for (const row of rows) {
      const cells = columns.map(
        key => (Object.hasOwn(row, key) ? oneLine(cellOf(row[key]!)) : '') || BLANK_CELL,
      )
      if (cells.some(cell => cell !== BLANK_CELL)) builder.add({ kind: 'table-row', text: cells.join('\t') })
    }
    return
  }
  for (const [index, value] of values.entries()) {
    if (isPlain(value)) {
      const text = textOf(value)
      if (text) builder.add({ kind: 'list-item', text })
    } else if (saysAnything(value)) {
      addHeading(builder, nameOf(value) ?? `${name} ${index + 1}`.trim(), level)
      addValue(builder, value, { name, level: level + 1, isNamed: true })
    }
  }
}

/** A text of its own, written plainly or as HTML; headings in it begin at `level`. */
function addLong(builder: TextBuilder, text: string, level: number): void {
  if (!HTML.test(text)) {
    for (const paragraph of paragraphsOf(text)) builder.add({ kind: 'paragraph', text: paragraph })
    return
  }
  for (const { kind, text: said, level: own = 1 } of readHtmlPage(text, 'mail').blocks)
    if (kind === 'heading') addHeading(builder, said, level + own - 1)
    else builder.add({ kind, text: said })
}

/** An element that ends, or a line that does. */
const HTML =
  /<\/(?:p|div|span|ul|ol|li|dl|h[1-6]|table|a|b|i|u|em|strong|blockquote|pre|code)\s*>|<br\s*\/?>/i

function addHeading(builder: TextBuilder, text: string, level: number): void {
  builder.add({ kind: 'heading', level: Math.min(level, LOWEST_HEADING), text: oneLine(text) || BLANK_CELL })
}

/** The keys of objects that make a table, in the order in which they appear; null where they make none. */
function columnsOf(values: readonly JsonValue[]): string[] | null {
  const columns = new Set<string>()
  let filled = 0
  for (const value of values) {
    if (!isObject(value) || questionOf(value)) return null
    for (const [key, member] of Object.entries(value)) {
      if (!isCell(member) || isLong(cellOf(member))) return null
      columns.add(key)
      filled++
    }
    if (columns.size > WIDEST_TABLE) return null
  }
  const isFilled = filled >= LEAST_FILLED * columns.size * values.length
  return values.length > 1 && columns.size > 1 && isFilled ? [...columns] : null
}

const QUESTIONS = ['question', 'q', 'title', 'name', 'headline', 'heading']
const ANSWERS = ['answer', 'a', 'body', 'text', 'content', 'description']
/** What else names an object; an id where nothing better does. */
const NAMES = [...QUESTIONS, 'label', 'subject', 'key', 'id']
/** In keys: where more stands beside, a name and a text are two of many columns. */
const MOST_BESIDE = 3

/** The keys of a question and its answer, of a title and its text. */
function questionOf(object: JsonObject): [string, string] | null {
  const keys = Object.keys(object)
  const found = (names: readonly string[]) =>
    names.flatMap(name => keys.filter(key => key.toLowerCase() === name)).find(key => isSaid(object[key]!))
  const [question, answer] = [found(QUESTIONS), found(ANSWERS)]
  if (!question || !answer) return null
  const isAsked = QUESTIONS.indexOf(question.toLowerCase()) < 2 && ANSWERS.indexOf(answer.toLowerCase()) < 2
  const isText = ['body', 'text', 'content'].includes(answer.toLowerCase()) && keys.length - 2 <= MOST_BESIDE
  return isAsked || isText || isLong(textOf(object[answer] as Plain)) ? [question, answer] : null
}

function nameOf(value: JsonValue): string | null {
  if (!isObject(value)) return null
  const [question] = questionOf(value) ?? []
  if (question) return textOf(value[question] as Plain)
  const keys = Object.keys(value)
  const named = NAMES.flatMap(name => keys.filter(key => key.toLowerCase() === name)).find(key => {
    const said = value[key]!
    return isSaid(said) && !isLong(textOf(said as Plain))
  })
  return named === undefined ? null : textOf(value[named] as Plain)
}

function isSaid(value: JsonValue): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function isPlain(value: JsonValue): value is Plain {
  return typeof value !== 'object' || value === null
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What one cell holds: a plain value, or a few in a row. */
function isCell(value: JsonValue): boolean {
  return isPlain(value) || (Array.isArray(value) && value.every(isPlain))
}

function cellOf(value: JsonValue): string {
  return Array.isArray(value)
    ? value
        .map(one => textOf(one as Plain))
        .filter(Boolean)
        .join(', ')
    : textOf(value as Plain)
}

function textOf(value: Plain): string {
  return value === null ? '' : String(value).trim()
}

function isLong(text: string): boolean {
  return text.length > LONGEST_FIELD || text.includes('\n')
}

const EMPTY_LINE = /\n[ \t\r\n]*\n/

function paragraphsOf(text: string): string[] {
  return text.split(EMPTY_LINE).filter(part => part.trim() !== '')
}

/** Whether anything stands in it; of what is deep and wide, each is asked once for each level. */
function saysAnything(value: JsonValue): boolean {
  if (isPlain(value)) return textOf(value) !== ''
  return Object.values(value).some(saysAnything)
}
