import { detectLanguage, detectQuestionLanguage, type Language } from '../retrieval/lexical/language.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import type { QuestionWords } from '../retrieval/question-words.ts'
import { chooseQuotes } from './choose-quotes.ts'
import { FEATURES } from './features.ts'
import type { ScoredUnit } from './gate-features.ts'
import { isSure } from './is-sure.ts'
import { phrasesIn } from './phrases.ts'
import type { Quote, QuotedAnswer } from './quote.ts'
import { type Reading, readPassages } from './read-passages.ts'
import { sectionAnswer } from './section-answer.ts'
import { isNoQuote } from './unfit-units.ts'
import { formOf } from './words.ts'

/** Nothing is quoted, and nothing is near. */
export const NOTHING_QUOTED: QuotedAnswer = { said: '', quotes: [], nearest: [], unknown: [] }

/** In log odds: what is this much worse than the best is about something else. */
const NEARLY_AS_GOOD = 0.8
/** A heading that is what was asked for is as good as that. */
const HEADED = 3
/** And a sentence that much better than all that stands under it is better still. */
const FAR_AHEAD = 4
const OWN = FEATURES.indexOf('own')
const DEFINES = FEATURES.indexOf('defines')
/** As many links as somebody follows. */
const MOST_NEAREST = 2
/** Some of them say the same, or stand together. */
const LOOKED_AT = 8
/** In log odds: what says all that was asked is that much nearer than what says nothing of it. */
const COVERED = 2
/** Less is about something else, and only stands beside. */
const LEAST_COVERED = 0.1

/**
 * Answers from passages in their own words, or says that nothing fits. It only ever quotes: what a passage
 * orders it to do is text. `spoken`: the language of what it says itself. `sureness`: log odds, from 0.
 */
export function answerInQuotes(
  words: QuestionWords,
  passages: readonly FoundPassage[],
  spoken: Language | 'ja' = detectQuestionLanguage(words.text),
): QuotedAnswer & { sureness: number } {
  const reading = readPassages(words, passages)
  const telling = new Set(reading.asked.terms.filter(({ light }) => !light).map(({ word }) => formOf(word)))
  const unknown = words.words
    .filter(({ word, passages }) => passages === 0 && telling.has(formOf(word)))
    .map(({ word }) => word)
  const section = sectionAnswer(reading)
  const answering = answeringUnits(reading, section)
  if (answering.length > 0) {
    const quotes = chooseQuotes(reading, answering, passages)
    const sureness = Math.max(0, reading.odds) + (section.length > 0 ? HEADED : 0)
    // Whether it is so of a thing that no document names: what is quoted speaks of another, more or less like it.
    const isTaken = reading.asked.kind === 'yes-no' && unknown.some(word => !/\d/.test(word))
    const said =
      !isTaken && isSure(reading, quotes[0]!.content.form, sureness) ? '' : phrasesIn(spoken).unsure
    return { said, quotes, nearest: [], unknown, sureness }
  }
  const said = notFound(words.text, passages, spoken)
  return {
    said,
    quotes: [],
    nearest: nearestOf(reading, passages),
    unknown,
    sureness: Number.NEGATIVE_INFINITY,
  }
}

/**
 * The units that answer, best first; none where nothing does. What stands under the very heading that was asked for
 * answers where the best units are not sure, or not of it; so does what says what the thing asked for is.
 */
export function answeringUnits(reading: Reading, section = sectionAnswer(reading)): ScoredUnit[] {
  const { fit, odds } = reading
  const [best] = fit
  if (!best) return []
  const named = section.length > 0 ? section : definitions(reading)
  if (odds < 0) return named
  const isFarAhead = section.length > 0 && section.every(unit => best.odds - unit.odds > FAR_AHEAD)
  if (named.length > 0 && !section.includes(best) && !isFarAhead) return named
  return fit.filter(
    unit =>
      unit === best ||
      (unit.odds > best.odds - NEARLY_AS_GOOD &&
        unit.missing.length <= best.missing.length &&
        unit.features[OWN]! > 0),
  )
}

/** The sentence that says what the thing asked for is, where there is one: the one that says nothing else before. */
function definitions({ asked, fit }: Reading): ScoredUnit[] {
  if (asked.kind !== 'definition') return []
  return fit
    .filter(({ features }) => features[DEFINES]! > 0)
    .sort((a, b) => b.features[DEFINES]! - a.features[DEFINES]! || b.odds - a.odds)
    .slice(0, 1)
}

function nearestOf(reading: Reading, passages: readonly FoundPassage[]): Quote[] {
  const nearness = ({ odds, covered }: ScoredUnit) => odds + COVERED * covered
  const quotable = reading.units
    .filter(({ unit }) => !isNoQuote(unit))
    .sort((a, b) => nearness(b) - nearness(a))
    .filter(({ covered }, at) => covered > LEAST_COVERED || at === 0)
    .slice(0, LOOKED_AT)
  return chooseQuotes(reading, quotable, passages, { whole: false }).slice(0, MOST_NEAREST)
}

function notFound(question: string, passages: readonly FoundPassage[], spoken: Language | 'ja'): string {
  const phrases = phrasesIn(spoken)
  const asked = detectQuestionLanguage(question)
  const written = new Set(passages.map(({ text }) => detectLanguage(text)))
  written.delete('other')
  if (asked === 'other' || written.size === 0 || written.has(asked)) return phrases.notFound
  const names = new Intl.DisplayNames([spoken === 'other' ? 'en' : spoken], { type: 'language' })
  const languages = [...written].map(language => names.of(language)).join(', ')
  return `${phrases.notFound} ${phrases.otherLanguage.replace('{languages}', () => languages)}`
}
