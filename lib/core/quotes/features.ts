import type { FoundPassage } from '../retrieval/ports.ts'
import type { AskedQuestion } from './asked-question.ts'
import { findKind, type Kind } from './expected-kind.ts'
import { opposites, presence } from './related-words.ts'
import type { Unit } from './units.ts'
import { type Word, wordsOf } from './words.ts'

/** A unit with its words, as `rateUnits` compares it with a question. */
export interface ReadUnit extends Unit {
  words: Word[]
  /** Of the words that are not small. */
  stems: ReadonlySet<string>
  /** Of what leads in, heads its column, or is the heading right above. */
  above: ReadonlySet<string>
}

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
  const whole = passages.map((_, source) =>
    units
      .filter(unit => unit.source === source)
      .reduce<ReadonlySet<string>>((all, { stems }) => all.union(stems), NONE),
  )
  return units.map((unit, index) => {
    const { source } = unit
    const near = (at: number) => (units[at]?.source === source ? units[at]!.stems : NONE)
    const first = units.find(other => other.source === source)!
    const position = index - units.indexOf(first)
    const around: [ReadonlySet<string>, number][] = [
      [unit.above, ABOVE],
      [near(index - 1), BEFORE],
      [near(index + 1), AFTER],
      [titles[source]!, TITLE],
      [first.stems, FIRST],
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
      ...[LEANING.test(unit.text) ? 1 : 0, defines(asked, unit) ? 1 : 0],
      ...KINDS.map(kind => (asked.kind === kind ? 1 : 0)),
    ]
    return {
      unit,
      features: Float64Array.from(features),
      covered,
      missing: terms
        .filter(({ beside, light, required }) => beside < PRESENT && (!light || required))
        .map(({ word }) => word),
    }
  })
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

export function readUnit(unit: Unit, asked: Pick<AskedQuestion, 'language'>): ReadUnit {
  const words = wordsOf(unit.text, asked.language)
  // The first heading is the document's own title, which every unit of it shares.
  const heading = unit.headingPath.length > 1 ? unit.headingPath.at(-1)! : ''
  const above = [unit.lead?.text ?? '', unit.header ?? '', heading].join('\n')
  return { ...unit, words, stems: stemsOf(words), above: stemsOf(wordsOf(above, asked.language)) }
}

export function stemsOf(words: readonly Word[]): Set<string> {
  return new Set(words.filter(({ small }) => !small).map(({ stem }) => stem))
}

/** How far the question's words stand in the unit as they stand in the question. */
function orderOf({ words, terms }: AskedQuestion, unit: ReadUnit) {
  const places = placesByStem(unit.words)
  const together = words.slice(1).filter((word, at) => !word.small || !words[at]!.small)
  const stands = (a: string, b: string, near: (gap: number) => boolean) =>
    places.get(a)?.some(i => places.get(b)?.some(j => near(j - i))) ?? false
  const pairs = words.slice(1).filter((word, at) => {
    const before = words[at]!
    return (!word.small || !before.small) && stands(before.stem, word.stem, gap => gap === 1)
  })
  const nearPairs = terms
    .slice(1)
    .filter((term, at) => stands(terms[at]!.stem, term.stem, gap => Math.abs(gap) <= NEAR))
  const found = terms.flatMap(({ stem }) => places.get(stem) ?? []).sort((a, b) => a - b)
  const own = unit.words.filter(({ small }) => !small).map(({ stem }) => stem)
  return {
    pairs: pairs.length / Math.max(1, together.length),
    nearPairs: nearPairs.length / Math.max(1, terms.length - 1),
    inOrder:
      longestCommon(
        terms.map(({ stem }) => stem),
        own,
      ) / Math.max(1, terms.length),
    /** Words from the first to the last of those found, for each of them. */
    span: found.length ? (found.at(-1)! - found[0]! + 1) / found.length : 0,
    places: found,
  }
}

const NEAR = 3

function placesByStem(words: readonly Word[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [at, { stem }] of words.entries()) places.set(stem, [...(places.get(stem) ?? []), at])
  return places
}

/** Length of the longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0)
  for (const one of a) {
    let diagonal = 0
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!
      row[j] = one === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]!)
      diagonal = above
    }
  }
  return row[b.length]!
}

/** The unit begins with what is asked for, and says what it is: "AutoGen is a framework". */
function defines({ terms }: AskedQuestion, { words }: ReadUnit): boolean {
  const verb = words.findIndex(({ form }) => DEFINING.has(form))
  if (verb < 1 || verb > LONGEST_SUBJECT || terms.length === 0) return false
  const subject = stemsOf(words.slice(0, verb))
  return terms.every(({ stem, light }) => light || presence(stem, subject) > 0)
}

const DEFINING: ReadonlySet<string> = new Set([
  'is',
  'are',
  'was',
  'were',
  'means',
  'refers',
  'describes',
  'ist',
  'sind',
  'est',
  'sont',
])
const LONGEST_SUBJECT = 8

/** What the unit names of the kind that is asked for, without what the question brought along. */
function kindsIn(asked: AskedQuestion, unit: ReadUnit, places: readonly number[]) {
  // A column of amounts has its currency above it, or nowhere.
  const kind = asked.kind === 'money' && unit.kind === 'row' ? 'number' : asked.kind
  const found = findKind(kind, unit.text)
  if (!found) return { found: 0, near: 0, count: 0 }
  const known = asked.text.toLowerCase()
  const news = found.filter(
    ({ start, end }) => !known.includes(unit.text.slice(start, end).trim().toLowerCase()),
  )
  const distances = news.flatMap(({ start }) => {
    const at = unit.words.findIndex(({ end }) => end > start)
    return places.map(place => Math.abs(place - at))
  })
  return {
    found: news.length ? 1 : -1,
    near: distances.length ? 1 / (1 + Math.min(...distances) / 3) : 0,
    count: news.length,
  }
}

/**
 * Weight of the question's words in whose place the unit has another one: "the global list" where it says "the
 * regional list", "the motion of the head" where it says "of the body". And how many neighbours it kept.
 */
function swapsIn({ words, terms }: AskedQuestion, unit: ReadUnit) {
  const places = placesByStem(unit.words)
  const asked = new Set(words.map(({ stem }) => stem))
  const weightOf = (stem: string) => terms.find(term => term.stem === stem)?.weight ?? 0
  const isOther = (word: Word | undefined) => word !== undefined && !word.small && !asked.has(word.stem)
  const swaps = { before: 0, after: 0, kept: 0 }
  for (const [at, word] of words.entries()) {
    const before = words[at - 1]
    if (!before || word.small || before.small || !places.has(word.stem)) continue
    if (presence(before.stem, unit.stems) > 0) swaps.kept++
    else if (places.get(word.stem)!.every(place => isOther(unit.words[place - 1])))
      swaps.before += weightOf(before.stem)
  }
  const content = words.flatMap((word, at) => (word.small ? [] : [at]))
  for (const [k, to] of content.entries()) {
    const from = content[k - 1]
    if (from === undefined || to - from > LONGEST_LINK) continue
    const [one, other] = [words[from]!, words[to]!]
    if (!places.has(one.stem) || presence(other.stem, unit.stems) > 0) continue
    const link = formsOf(words.slice(from + 1, to))
    const everywhere = places.get(one.stem)!.every(place => {
      const next = unit.words.findIndex((word, at) => at > place && !word.small)
      return next > 0 && formsOf(unit.words.slice(place + 1, next)) === link && isOther(unit.words[next])
    })
    if (everywhere) swaps.after += weightOf(other.stem)
  }
  return swaps
}

/** "motion of the head": as many small words between two. */
const LONGEST_LINK = 4

function formsOf(words: readonly Word[]): string {
  return words.map(({ form }) => form).join(' ')
}

/** The unit has the opposite of a word of the question, and not the word. */
function isOpposed({ words }: AskedQuestion, unit: ReadUnit): boolean {
  const forms = new Set(unit.words.map(({ form }) => form))
  return words.some(({ form }) => {
    const others = opposites(form)
    return others !== undefined && !forms.has(form) && !forms.isDisjointFrom(others)
  })
}
