import type { AskedQuestion } from './asked-question.ts'
import type { Kind } from './expected-kind.ts'
import { FEATURES, type RatedUnit } from './features.ts'
import type { ReadUnit } from './read-unit.ts'
import { presence } from './related-words.ts'
import type { Unit } from './units.ts'

/** Kinds that have a shape no answer is without. */
const SHAPED: ReadonlySet<Kind> = new Set<Kind>([
  'money',
  'percent',
  'duration',
  'frequency',
  'number',
  'time',
  'clock',
  'contact',
  'person',
  'command',
])

/** Written for a language model, not for a visitor: never worth quoting. */
const GIVES_ORDERS =
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:previous|above|prior|earlier|all|any|your)\b[^.]{0,40}\b(?:instructions?|prompts?)\b|\bsystem prompt\b/i

const BOILERPLATE = /^\W*(?:page|seite|página|pagina) \d+(?:\W+\p{L}{0,4}\W*\d+)?\W*$/iu

const OWN = FEATURES.indexOf('own')
const LEAST_OWN = 0.3
const KIND_FOUND = FEATURES.indexOf('kindFound')

/** Never worth showing: orders, and the numbers of pages. */
export function isNoQuote({ text }: Pick<Unit, 'text'>): boolean {
  return GIVES_ORDERS.test(text) || BOILERPLATE.test(text)
}

/**
 * Whether a unit is no answer, however alike its words: without a name or number of the question in it or around
 * it, without an amount where an amount is asked for, or with orders in it.
 */
export function isUnfit(asked: AskedQuestion, { unit, features, missing }: RatedUnit): boolean {
  if (isNoQuote(unit)) return true
  // A row states; it neither allows nor denies what it does not have.
  if (asked.kind === 'yes-no' && unit.kind === 'row' && (missing.length > 0 || features[OWN]! < LEAST_OWN))
    return true
  // Of a form only the field that was asked for: what the others say is about it.
  if (
    unit.kind === 'row' &&
    !unit.header &&
    !asked.terms.some(({ stem, light }) => !light && presence(stem, unit.stems) > 0)
  )
    return true
  if (
    SHAPED.has(asked.kind) &&
    features[KIND_FOUND]! < 0 &&
    !(asked.kind === 'command' && unit.kind === 'code')
  )
    return true
  if (namesAnother(asked, unit)) return true
  if (asked.kind === 'any' && isOffTheMark(asked, missing)) return true
  return asked.terms.some(({ word, name, required }) => (name || required) && missing.includes(word))
}

/** `SKU-11` where `SKU-12` was asked for: the same word with another number behind it. */
function namesAnother({ words }: AskedQuestion, { words: said }: ReadUnit): boolean {
  return words.slice(1).some((word, at) => {
    const before = words[at]!
    if (!word.number || before.number || before.small) return false
    const behind = said.slice(1).filter((one, index) => one.number && said[index]!.stem === before.stem)
    return behind.length > 0 && behind.every(({ stem }) => stem !== word.stem)
  })
}

/** Words without a question were chosen to be found: the first of them always ("address of …"), and most of the rest. */
function isOffTheMark({ text, terms }: AskedQuestion, missing: readonly string[]): boolean {
  const telling = terms.filter(({ light }) => !light)
  const sum = (some: typeof telling) => some.reduce((total, { weight }) => total + weight, 0)
  const lost = telling.filter(({ word }) => missing.includes(word))
  const first = !text.trim().endsWith('?') && lost[0] === telling[0]
  return lost.length > 0 && (first || sum(lost) > MOST_LOST * sum(telling))
}

const MOST_LOST = 0.4
