import type { FoundPassage } from '../retrieval/ports.ts'
import type { AskedQuestion } from './asked-question.ts'
import type { Kind } from './expected-kind.ts'
import { defines, kindsIn } from './named-in-unit.ts'
import { type ReadUnit, stemsOf } from './read-unit.ts'
import { presence } from './related-words.ts'
import { areOfOneForm } from './units.ts'
import { isOpposed, orderOf, swapsIn } from './word-order.ts'
import { wordsOf } from './words.ts'

export interface RatedUnit {
  unit: ReadUnit
  /** By `FEATURES`. */
  features: Float64Array
  /** The share of the question's weight in the unit and what stands around it, 0 to 1. */
  covered: number
  /** What a reader would look for in vain in the unit, above it and beside it. */
  missing: readonly string[]
}

/** Kinds that are a feature each: what is asked for changes how the others are to be read. */
const KINDS: readonly Kind[] = [
  ...([
    'time',
    'number',
    'person',
    'place',
    'reason',
    'definition',
    'thing',
    'steps',
    'yes-no',
    'any',
  ] as const),
  ...(['duration', 'money', 'percent'] as const),
]

/** In the order of `RatedUnit.features`. */
export const FEATURES = [
  ...['own', 'around', 'passage', 'missing', 'missingShare', 'missingInPassage', 'lost1', 'lost2', 'lost3'],
  ...[
    'names',
    'namesMissing',
    'namesMissingInPassage',
    'matched',
    'terms',
    'weight',
    'last',
    'lastWeight',
    'first',
  ],
  ...['pairs', 'nearPairs', 'order', 'span', 'swappedBefore', 'swappedAfter', 'keptPairs', 'opposite'],
  ...['kindFound', 'kindNear', 'kinds', 'negationDiffers', 'negationAsked'],
  ...[
    'score',
    'scoreShare',
    'cosineShare',
    'wordsShare',
    'words',
    'position',
    'length',
    'news',
    'namedNews',
    'leaning',
    'defines',
  ],
  ...KINDS.map(kind => `asks:${kind}`),
] as const

/** Each unit, compared with the question. `passages` are those the units are of, best first or not. */
export function rateUnits(
  asked: AskedQuestion,
  passages: readonly FoundPassage[],
  units: readonly ReadUnit[],
): RatedUnit[] {
  const best = {
    score: Math.max(...passages.map(({ score }) => score)),
    cosine: Math.max(...passages.map(({ cosine }) => cosine)),
    lexical: Math.max(...passages.map(({ lexical }) => lexical)),
  }
  const titles = passages.map(({ documentName, place }) =>
    stemsOf(wordsOf([documentName, ...place.headingPath].join('\n'), asked.language)),
  )
  const bySource = Map.groupBy(units, ({ source }) => source)
  const whole = passages.map((_, source) => allStems(bySource.get(source) ?? []))
  const sections = units.map(({ source, headingPath }) => [source, ...headingPath].join('\n'))
  const openings = new Map(sections.toReversed().map((section, at) => [section, units.at(-1 - at)!]))
  const starts = new Map(units.map(({ source }, at): [number, number] => [source, at]).reverse())
  const inForm = formsOf(units)
  return units.map((unit, index) => {
    const { source } = unit
    // What the rows beside one say is about others.
    const inTable = unit.kind === 'row' && unit.text.split('\t').length > 2
    const near = (at: number) => (!inTable && sections[at] === sections[index] ? units[at]!.stems : NONE)
    const start = starts.get(source)!
    const first = units[start]!
    const opening = openings.get(sections[index]!)!
    const position = index - start
    const around: [ReadonlySet<string>, number][] = [
      [inTable ? NONE : inForm(index), FORM],
      [unit.above, ABOVE],
      [near(index - 1), BEFORE],
      [near(index + 1), AFTER],
      [titles[source]!, TITLE],
      [inTable ? NONE : first.stems, FIRST],
      [inTable ? NONE : opening.stems, FIRST],
    ]
    const terms = asked.terms.map(term => {
      const inUnit = presence(term.stem, unit.stems)
      const own = Math.max(inUnit, unit.above.size ? ABOVE * presence(term.stem, unit.above) : 0)
      const beside = around.reduce(
        (most, [stems, share]) => Math.max(most, share * presence(term.stem, stems)),
        own,
      )
      const inPassage = Math.max(beside, PASSAGE * presence(term.stem, whole[source]!))
      return { ...term, own, beside, inPassage }
    })
    const sum = (of: (term: (typeof terms)[number]) => number) =>
      terms.reduce((total, term) => total + of(term), 0)
    const most = (of: (term: (typeof terms)[number]) => number) =>
      terms.reduce((top, term) => Math.max(top, of(term)), 0)
    const lost = terms.map(({ weight, own }) => weight * (1 - own)).sort((a, b) => b - a)
    const names = terms.filter(({ name }) => name)
    const missing = most(({ weight, beside }) => weight * (1 - beside))
    const covered = sum(({ weight, beside }) => weight * beside) / asked.weight
    const order = orderOf(asked, unit)
    const kinds = kindsIn(asked, unit, order.places)
    const swaps = swapsIn(asked, unit)
    const passage = passages[source]!
    const news = unit.words.filter(word => !word.small && !terms.some(({ stem }) => stem === word.stem))
    const last = terms.at(-1)
    const denies = NEGATION.test(unit.text)
    const deniesAsked = NEGATION.test(asked.text)
    const features = [
      ...[sum(({ weight, own }) => weight * own) / asked.weight, covered],
      sum(({ weight, inPassage }) => weight * inPassage) / asked.weight,
      ...[missing, missing / asked.weight, most(({ weight, inPassage }) => weight * (1 - inPassage))],
      ...[lost[0] ?? 0, lost[1] ?? 0, lost[2] ?? 0],
      ...[names.length, names.reduce((n, { beside }) => n + 1 - beside, 0)],
      names.reduce((n, { inPassage }) => n + 1 - inPassage, 0),
      ...[terms.filter(({ own }) => own > 0).length, terms.length, asked.weight],
      ...[last?.own ?? 0, last?.weight ?? 0, terms[0]?.own ?? 0],
      ...[order.pairs, order.nearPairs, order.inOrder, order.span],
      ...[swaps.before, swaps.after, swaps.kept, isOpposed(asked, unit) ? 1 : 0],
      ...[kinds.found, kinds.near, kinds.count, denies === deniesAsked ? 0 : 1, deniesAsked ? 1 : 0],
      ...[passage.score, passage.score / (best.score || 1), passage.cosine / (best.cosine || 1)],
      ...[passage.lexical / (best.lexical || 1), passage.lexical / LEXICAL_SCALE],
      ...[Math.min(position, MOST_POSITION), Math.min(unit.words.length, MOST_LENGTH)],
      ...[Math.min(news.length, MOST_LENGTH), news.filter(({ name, number }) => name || number).length],
      ...[LEANING.test(unit.text) ? 1 : 0, defines(asked, unit)],
      ...KINDS.map(kind => (kindOf(asked) === kind ? 1 : 0)),
    ]
    return {
      unit,
      features: Float64Array.from(features),
      covered,
      missing: terms
        .filter(
          ({ own, beside, light, required }) => (required ? own : beside) < PRESENT && (!light || required),
        )
        .map(({ word }) => word),
    }
  })
}

function allStems(units: readonly ReadUnit[]): ReadonlySet<string> {
  return new Set(units.flatMap(({ stems }) => [...stems]))
}

/** Of a unit by its index: what the form or the letterhead says that it stands in. */
function formsOf(units: readonly ReadUnit[]): (index: number) => ReadonlySet<string> {
  const said: ReadonlySet<string>[] = []
  for (let from = 0, to: number; from < units.length; from = to) {
    to = from + 1
    while (to < units.length && areOfOneForm(units[to - 1]!, units[to]!)) to++
    const all = allStems(units.slice(from, to))
    for (let at = from; at < to; at++) said[at] = to - from > 1 ? all : NONE
  }
  return index => said[index]!
}

/** The examples that the reader was fitted on ask for no commands, and seldom how often. */
function kindOf({ kind }: AskedQuestion): Kind {
  return kind === 'command' ? 'steps' : kind === 'frequency' ? 'duration' : kind
}

/** Whether a sentence leans on the one before it: it begins with a pronoun or a "however". */
export const LEANING =
  /^(?:(?:and|but|or|so)\s)?(?:it|its|they|their|them|he|his|she|her|this|these|those|such|both|however|also|er|sie|es|diese[rs]?|dies|il|elle|ils|elles|cela|esto?s?|ella|ellos|questo|questa|dit|deze|hij|zij|isso|ele|ela)\s/i
const NEGATION =
  /\b(?:not|no|never|n['’]t|\p{L}+n['’]t|neither|nor|without|cannot|unable|except|unlike|none|least|nobody|nicht|kein\p{L}*|pas|jamais|nunca|non)\b/iu
/** What words in these places are worth against those of the unit itself. */
const ABOVE = 0.9
const BEFORE = 0.8
const TITLE = 0.8
const AFTER = 0.5
const FORM = 0.6
const FIRST = 0.5
const PASSAGE = 0.6
/** A reader takes the word for being there. */
const PRESENT = 0.45
/** BM25 of a good passage is about this. */
const LEXICAL_SCALE = 10
/** Further on, and longer than this, makes no difference any more. */
const MOST_POSITION = 12
const MOST_LENGTH = 60

const NONE: ReadonlySet<string> = new Set()
