import { detectLanguage, detectQuestionLanguage, type Language } from '../retrieval/lexical/language.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import type { QuestionWords } from '../retrieval/question-words.ts'
import { chooseQuotes } from './choose-quotes.ts'
import { phrasesIn } from './phrases.ts'
import type { QuotedAnswer } from './quote.ts'
import { type Reading, readPassages } from './read-passages.ts'
import { unfitUnits } from './unfit-units.ts'

/** As many links as somebody follows. */
const MOST_NEAREST = 2

/**
 * Answers from passages in their own words, or says that nothing fits. It only ever quotes: what a passage
 * orders it to do is text. `spoken`: the language of what it says itself.
 */
export function answerInQuotes(
  words: QuestionWords,
  passages: readonly FoundPassage[],
  spoken: Language | 'ja' = detectQuestionLanguage(words.text),
): QuotedAnswer {
  const reading = withoutUnfit(readPassages(words, passages))
  const unknown = words.words.filter(({ passages }) => passages === 0).map(({ word }) => word)
  const answers = reading.odds >= 0 && reading.units.length > 0
  if (answers) return { said: '', quotes: chooseQuotes(reading, passages), nearest: [], unknown }
  return { said: notFound(words.text, passages, spoken), quotes: [], nearest: nearestOf(reading), unknown }
}

/** Only what a reader would take for an answer; where the best is none, it is looked whether the next is. */
function withoutUnfit(reading: Reading): Reading {
  const unfit = unfitUnits(reading)
  const units = reading.units.filter(unit => !unfit.has(unit))
  // The gate judged by the best of all: what is left of them has to come near it.
  const lost = reading.units.length && units.length ? reading.units[0]!.odds - units[0]!.odds : 0
  return { ...reading, units, odds: reading.odds - lost }
}

function nearestOf({ units }: Reading): number[] {
  return [...new Set(units.map(({ unit }) => unit.source))].slice(0, MOST_NEAREST)
}

function notFound(question: string, passages: readonly FoundPassage[], spoken: Language | 'ja'): string {
  const phrases = phrasesIn(spoken)
  const asked = detectQuestionLanguage(question)
  const written = new Set(passages.map(({ text }) => detectLanguage(text)))
  if (asked === 'other' || written.size === 0 || written.has(asked) || written.has('other'))
    return phrases.notFound
  const names = new Intl.DisplayNames([spoken === 'other' ? 'en' : spoken], { type: 'language' })
  const languages = [...written].map(language => names.of(language)).join(', ')
  return `${phrases.notFound} ${phrases.otherLanguage.replace('{languages}', () => languages)}`
}
