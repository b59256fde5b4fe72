import { boundsAge } from './everyday-phrases.ts'
import type { Kind } from './expected-kind.ts'
import type { QuoteContent } from './quote.ts'
import type { Reading } from './read-passages.ts'
import { presence } from './related-words.ts'
import { isQuestion } from './units.ts'

/**
 * Whether an answer may stand without a word of doubt. `sureness`: log odds, from 0; what it takes was counted on
 * questions about twenty organisations: of the answers that stand, one in twenty is wrong.
 */
export function isSure(reading: Reading, form: QuoteContent['form'], sureness: number): boolean {
  if (isOfOtherAge(reading)) return false
  if (isUnderThisQuestion(reading)) return true
  return (
    sureness >= (form === 'text' ? neededBySentence(reading) : neededByRow(reading)) &&
    !isTornBetween(reading, form)
  )
}

/** "Can my son of 7?" and what is quoted says what holds from 8 on: it tells something, but not of him. */
function isOfOtherAge({ asked: { age }, fit: [best] }: Reading): boolean {
  return (
    age !== null && boundsAge(best!.unit.text, Number(age)) && !boundsAge(best!.unit.text, Number(age), 0)
  )
}

/** Somebody asked nearly the same, and was answered. */
function isUnderThisQuestion({ asked, fit: [best] }: Reading): boolean {
  const heading = best!.unit.headingPath.at(-1)
  if (heading === undefined || !isQuestion(heading)) return false
  const telling = asked.terms.filter(({ light }) => !light)
  const sum = (terms: typeof telling) => terms.reduce((weight, term) => weight + term.weight, 0)
  const shared = telling.filter(({ stem }) => presence(stem, best!.unit.above) > 0)
  return sum(shared) > 0 && sum(shared) >= SAME_QUESTION * sum(telling)
}

const SAME_QUESTION = 0.9

/** In log odds. A row, an item or a command was set apart by its writer, for whoever looks for it. */
const SURE = 1.5
/** A sentence says much beside what was asked. */
const SURE_IN_PART = 3
/** It holds numbers and days of other things. */
const SURE_OF_NUMBER = 4.5

function neededBySentence({ asked, fit: [best] }: Reading): number {
  if (COUNTED.has(asked.kind)) return SURE_OF_NUMBER
  return best!.covered < NEARLY_ALL ? SURE_IN_PART : 0
}

const COUNTED: ReadonlySet<Kind> = new Set<Kind>(['number', 'percent', 'time'])
const NEARLY_ALL = 0.9

function neededByRow({ asked, fit: [best] }: Reading): number {
  return PLAIN.has(asked.kind) || best!.covered >= MOSTLY ? 0 : SURE
}

/** What has a shape that nothing else has. */
const PLAIN: ReadonlySet<Kind> = new Set<Kind>(['clock', 'duration', 'frequency', 'time'])
const MOSTLY = 0.8

/** A sentence elsewhere answers just as well, or any place where a single word tells what was asked. */
function isTornBetween({ asked, fit: [best, ...others] }: Reading, form: QuoteContent['form']): boolean {
  // What a thing is may well be said twice.
  if (asked.kind === 'definition') return false
  if (form !== 'text' && asked.terms.filter(({ light }) => !light).length !== 1) return false
  // A table of prices has one for that too.
  if (form === 'text' && asked.kind === 'money' && others.some(isWholeRow)) return true
  const heading = best!.unit.headingPath.at(-1)
  const other = others.find(
    ({ unit }) => unit.source !== best!.unit.source || unit.headingPath.at(-1) !== heading,
  )
  return other !== undefined && best!.odds - other.odds < CLEARLY_AHEAD
}

function isWholeRow({ unit, covered }: Reading['fit'][number]): boolean {
  return unit.kind === 'row' && covered >= NEARLY_ALL
}

const CLEARLY_AHEAD = 1.1
