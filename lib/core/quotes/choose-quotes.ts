import type { FoundPassage } from '../retrieval/ports.ts'
import type { AskedQuestion } from './asked-question.ts'
import type { ScoredUnit } from './gate-features.ts'
import type { Quote, QuoteContent } from './quote.ts'
import type { Reading } from './read-passages.ts'
import { presence } from './related-words.ts'
import { sentencesAround } from './sentences-around.ts'
import { isNoQuote } from './unfit-units.ts'
import { areOfOneForm, type Unit } from './units.ts'

/** More are a page to read, not an answer. */
const MOST_QUOTES = 3
/** A list is quoted whole up to this many items, and characters. */
const MOST_ITEMS = 8
const LONGEST_LIST = 900
/** Of a form, before and behind the row that was asked for. */
const FORM_ROWS = 2
/** A table is quoted whole up to this many rows. */
const MOST_ROWS = 12
/** Who asks for so many rows asks for all. */
const MANY = 3

/**
 * Up to three quotes of `units`, best first, each understood by itself; what stands together is one. `whole`: a list
 * or a table that was asked for is quoted as a whole.
 */
export function chooseQuotes(
  { asked, units: all }: Reading,
  units: readonly ScoredUnit[],
  passages: readonly FoundPassage[],
  { whole = true }: { whole?: boolean } = {},
): Quote[] {
  const inOrder = all.toSorted((a, b) => a.unit.source - b.unit.source || a.unit.start - b.unit.start)
  const stretches: Stretch[] = []
  const said = new Set<string>()
  for (const scored of units) {
    const words = scored.unit.text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')
    if (said.has(words)) continue
    said.add(words)
    const stretch = stretchOf(scored, inOrder, asked, whole && isOneOfMany(scored, units, asked))
    if (stretches.some(other => stretch.at.isSubsetOf(other.at))) continue
    put(stretch, stretches)
  }
  return stretches.map(stretch => quoteOf(stretch, passages[stretch.source]!))
}

/** Joins it with every other that it stands together with, and with those that this one then does. */
function put(stretch: Stretch, stretches: Stretch[]): void {
  let at = stretches.findIndex(other => joins(other, stretch))
  if (at < 0) {
    const apart = stretches.every(other => other.at.isDisjointFrom(stretch.at))
    if (apart && stretches.length < MOST_QUOTES) stretches.push(stretch)
    return
  }
  let joined = join(stretches[at]!, stretch)
  const another = () => stretches.findIndex((other, index) => index !== at && joins(other, joined))
  for (let next = another(); next >= 0; next = another()) {
    joined = join(joined, stretches[next]!)
    stretches.splice(next, 1)
    if (next < at) at--
  }
  stretches[at] = joined
}

/** Neighbouring units of one kind, and what has to be quoted with them. */
interface Stretch {
  source: number
  kind: Unit['kind']
  /** Positions among all units in order. */
  at: ReadonlySet<number>
  /** Of the first row or item of the table or list that it is of. */
  run: number
  units: Unit[]
  /** Items of the list that are not among them. */
  more: number
}

/** `whole`: all of the table or list that it is of. */
function stretchOf(
  scored: ScoredUnit,
  inOrder: readonly ScoredUnit[],
  asked: AskedQuestion,
  whole: boolean,
): Stretch {
  const { unit } = scored
  const at = inOrder.findIndex(one => one.unit === unit)
  const span = (first: number, last: number, more = 0): Stretch => {
    const [from, to] = withoutOrders(first, last, at, inOrder)
    const units = inOrder.slice(from, to + 1).map(one => one.unit)
    const run = listAround(to, inOrder).from
    return {
      ...{ source: unit.source, kind: inOrder[to]!.unit.kind, run, units, more },
      at: new Set(units.map((_, index) => from + index)),
    }
  }
  if (unit.kind === 'sentence') {
    if (unit.text.endsWith(':') && leadsIn(unit, inOrder[at + 1]?.unit)) {
      const list = listAround(at + 1, inOrder)
      const kept = cutList(inOrder.slice(list.from, list.to + 1).map(one => one.unit))
      return span(list.from, list.from + kept - 1, list.to - list.from + 1 - kept)
    }
    return span(...sentencesAround(at, inOrder, asked))
  }
  if (unit.kind === 'code') return span(at, at)
  if (unit.kind === 'row') {
    if (!unit.header) {
      const { from, to } = formAround(at, inOrder, asked)
      return span(from, to)
    }
    if (!whole) return span(at, at)
  }
  const { from, to } = listAround(at, inOrder)
  const units = inOrder.slice(from, to + 1).map(one => one.unit)
  const kept = unit.kind === 'row' ? Math.min(MOST_ROWS, units.length) : cutList(units)
  const all = whole || (asked.kind === 'steps' && kept === units.length)
  return all && at < from + kept
    ? span(from, from + kept - 1, units.length - kept)
    : span(at, at, units.length - 1)
}

/** As much of `from` to `to` around `at`, or from the beginning, as may be quoted. */
function withoutOrders(
  from: number,
  to: number,
  at: number,
  inOrder: readonly ScoredUnit[],
): [from: number, to: number] {
  const middle = Math.min(Math.max(at, from), to)
  let [first, last] = [middle, middle]
  while (first > from && !isNoQuote(inOrder[first - 1]!.unit)) first--
  while (last < to && !isNoQuote(inOrder[last + 1]!.unit)) last++
  return [first, last]
}

/** Nothing of the question is said by it alone, or others of its table or list say as much. */
function isOneOfMany({ unit }: ScoredUnit, units: readonly ScoredUnit[], { terms }: AskedQuestion): boolean {
  if (unit.kind !== 'row' && unit.kind !== 'item') return false
  const alike = units.filter(
    ({ unit: other }) =>
      other.source === unit.source &&
      other.kind === unit.kind &&
      other.header === unit.header &&
      other.lead?.start === unit.lead?.start,
  )
  const own = terms.some(({ stem, light }) => !light && presence(stem, unit.stems) > 0)
  return !own || (unit.kind === 'row' && alike.length >= MANY)
}

/** A field of a form, and as far as it is not long those that say the rest of the question. */
function formAround(at: number, inOrder: readonly ScoredUnit[], { terms }: AskedQuestion) {
  let [first, last] = [at, at]
  while (first > 0 && areOfOneForm(inOrder[first - 1]!.unit, inOrder[first]!.unit)) first--
  while (last + 1 < inOrder.length && areOfOneForm(inOrder[last]!.unit, inOrder[last + 1]!.unit)) last++
  const says = inOrder.flatMap(({ unit: { stems } }, index) =>
    index >= first && index <= last && terms.some(({ stem, light }) => !light && presence(stem, stems) > 0)
      ? [index]
      : [],
  )
  const [from, to] = [Math.min(at, ...says), Math.max(at, ...says)]
  if (to - from < MOST_ITEMS) return { from, to }
  return { from: Math.max(first, at - FORM_ROWS), to: Math.min(last, at + FORM_ROWS) }
}

function leadsIn(lead: Unit, next: Unit | undefined): boolean {
  return next?.source === lead.source && next.lead?.start === lead.start && next.kind !== 'sentence'
}

/** First and last of the items that stand together with this one. */
function listAround(at: number, inOrder: readonly ScoredUnit[]) {
  const { unit } = inOrder[at]!
  const belongs = (one: ScoredUnit | undefined) =>
    one?.unit.kind === unit.kind &&
    one.unit.source === unit.source &&
    one.unit.lead?.start === unit.lead?.start
  let [from, to] = [at, at]
  while (belongs(inOrder[from - 1]) && neighbours(inOrder[from - 1]!.unit, inOrder[from]!.unit)) from--
  while (belongs(inOrder[to + 1]) && neighbours(inOrder[to]!.unit, inOrder[to + 1]!.unit)) to++
  return { from, to }
}

function neighbours(a: Unit, b: Unit): boolean {
  return b.block - a.block <= 1
}

/** How many of a list's units are shown: all, unless they are too many. */
function cutList(items: readonly Unit[]): number {
  let length = 0
  const end = items.findIndex(({ text }) => {
    length += text.length
    return length > LONGEST_LIST
  })
  return Math.min(MOST_ITEMS, end < 1 ? items.length : end)
}

function joins(a: Stretch, b: Stretch): boolean {
  if (a.source !== b.source || a.kind !== b.kind || a.kind === 'code') return false
  const touch = [...b.at].some(at => a.at.has(at) || a.at.has(at - 1) || a.at.has(at + 1))
  const [one, other] = [a.units[0]!, b.units[0]!]
  if (a.kind === 'sentence') return touch && one.block === other.block
  if (a.kind === 'row')
    return one.header === other.header && (touch || (one.header !== null && a.run === b.run))
  return one.lead?.start === other.lead?.start && (touch || (a.more > 0 && a.run === b.run))
}

function join(a: Stretch, b: Stretch): Stretch {
  const units = [...a.units, ...b.units.filter(({ start }) => !a.units.some(unit => unit.start === start))]
  return {
    ...a,
    at: a.at.union(b.at),
    units: units.sort((one, other) => one.start - other.start),
    more: Math.max(0, a.more + a.units.length - units.length),
  }
}

function quoteOf({ source, units, more }: Stretch, passage: FoundPassage): Quote {
  const start = Math.min(...units.map(unit => unit.start))
  const end = Math.max(...units.map(unit => unit.end))
  return {
    source,
    start: passage.start + start,
    end: passage.start + end,
    content: contentOf(units as [Unit, ...Unit[]], passage.text.slice(start, end), more),
  }
}

function contentOf(units: readonly [Unit, ...Unit[]], whole: string, more: number): QuoteContent {
  const [{ kind, lead, header, text }] = units
  switch (kind) {
    case 'sentence':
      return { form: 'text', text: whole.replace(/\s*\n\s*/g, ' ') }
    case 'item':
      return { form: 'list', lead: lead?.text ?? '', items: units.map(unit => unit.text), more }
    case 'row':
      return {
        form: 'rows',
        header: header?.split('\t') ?? [],
        rows: units.map(unit => unit.text.split('\t')),
        more: header && more > 0 ? more : 0,
      }
    case 'code':
      return { form: 'code', lead: lead?.text ?? '', text }
  }
}
