import type { AskedQuestion } from './asked-question.ts'
import { LEANING } from './features.ts'
import type { ScoredUnit } from './gate-features.ts'
import type { ReadUnit } from './read-unit.ts'
import { presence } from './related-words.ts'
import { isQuestion, type Unit } from './units.ts'

/** Words that the question has not. */
const LEAST_NEWS = 1
/** Sentences behind one that only says the question again. */
const MOST_BEHIND = 2
/** What stands under a question is quoted whole up to this many characters. */
const LONGEST_ANSWER = 500

/** First and last of the sentences that are to be quoted with the one at `at`, so that it is understood by itself. */
export function sentencesAround(
  at: number,
  inOrder: readonly ScoredUnit[],
  asked: AskedQuestion,
): [from: number, to: number] {
  const reply = answerToQuestion(at, inOrder)
  if (reply) return reply
  const { unit } = inOrder[at]!
  const beside = (index: number) => {
    const other = inOrder[index]?.unit
    return other?.kind === 'sentence' && other.source === unit.source ? other : null
  }
  const before = beside(at - 1)
  const leans = LEANING.test(unit.text) && before?.block === unit.block
  const led = unit.lead !== null && unit.lead.start === before?.start
  let to = at
  if (unit.text.endsWith(':') && goesOn(unit, beside(at + 1), true)) to++
  if (saysNothingNew(unit, asked))
    while (to - at < MOST_BEHIND && goesOn(inOrder[to]!.unit, beside(to + 1), to === at)) to++
  return withWhatIsAsked(leans || led ? at - 1 : at, to, inOrder, asked)
}

/** All that stands under a question of the document's own, as far as it is not long; null where that is not so. */
function answerToQuestion(at: number, inOrder: readonly ScoredUnit[]): [from: number, to: number] | null {
  const { lead, source } = inOrder[at]!.unit
  if (!lead || !isQuestion(lead.text)) return null
  const belongs = (index: number) => {
    const other = inOrder[index]?.unit
    return other?.kind === 'sentence' && other.source === source && other.lead?.start === lead.start
  }
  let [from, to] = [at, at]
  while (belongs(from - 1)) from--
  while (belongs(to + 1)) to++
  const length = inOrder[to]!.unit.end - inOrder[from]!.unit.start
  return length <= LONGEST_ANSWER ? [from, to] : null
}

/** The sentences right before and behind in the paragraph, where they say a word of the question that these do not. */
function withWhatIsAsked(
  from: number,
  to: number,
  inOrder: readonly ScoredUnit[],
  { terms }: AskedQuestion,
): [number, number] {
  const telling = terms.filter(({ light }) => !light)
  const says = (at: number, stem: string) => presence(stem, inOrder[at]!.unit.stems) > 0
  const adds = (at: number) => {
    const [unit, near] = [inOrder[at]?.unit, inOrder[from]!.unit]
    if (unit?.kind !== 'sentence' || unit.source !== near.source || unit.block !== near.block) return false
    const said = Array.from({ length: to - from + 1 }, (_, index) => from + index)
    return telling.some(({ stem }) => says(at, stem) && !said.some(one => says(one, stem)))
  }
  const length = (first: number, last: number) => inOrder[last]!.unit.end - inOrder[first]!.unit.start
  if (adds(to + 1) && length(from, to + 1) <= LONGEST_ANSWER) return [from, to + 1]
  return adds(from - 1) && length(from - 1, to) <= LONGEST_ANSWER ? [from - 1, to] : [from, to]
}

/** In the same paragraph, or where the first one ends, in the one behind it. */
function goesOn(unit: Unit, next: Unit | null, first: boolean): boolean {
  if (next === null || next.headingPath.at(-1) !== unit.headingPath.at(-1)) return false
  return next.block === unit.block || (first && next.block === unit.block + 1)
}

/** "I have forgotten my password." over what to do then. */
function saysNothingNew({ words }: ReadUnit, { terms }: AskedQuestion): boolean {
  const asked = new Set(terms.map(({ stem }) => stem))
  return words.filter(({ small, stem }) => !small && presence(stem, asked) === 0).length <= LEAST_NEWS
}
