import { fold } from './fold.ts'
import { STOP_WORDS } from './stop-words.ts'

/** The languages whose words are brought to a stem; everything else is 'other'. */
export const LANGUAGES = ['other', 'en', 'de', 'fr', 'es', 'it', 'pt', 'nl'] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * The language of a text by its function words, which are a quarter to a half of all words of any running
 * text in the languages we know, and by letters that few languages write. A text that gives no sign is taken
 * for English when it has only plain letters: its stems do least harm to names and codes.
 */
export function detectLanguage(text: string): Language {
  return weighLanguages(text).language
}

/**
 * The language of one passage of a document: that of the document, unless this passage speaks another one
 * beyond doubt. Manuals often say everything in five languages.
 */
export function detectPassageLanguage(text: string, ofDocument: Language): Language {
  const { language, hits } = weighLanguages(text)
  const mine = hits.get(language) ?? 0
  return mine >= SURE && mine >= 2 * (hits.get(ofDocument) ?? 0) ? language : ofDocument
}

/**
 * The language of a question: so few words that one alone may be chance (`come` is Italian as well), so it is
 * English unless more than one word, or a word and a letter, of another language and fewer of English say otherwise.
 */
export function detectQuestionLanguage(question: string): Language {
  const { language, hits } = weighLanguages(question)
  const found = hits.get(language) ?? 0
  if (language === 'other') return found > 0 || !/^[\p{Script=Latin}\P{L}]*$/u.test(question) ? 'other' : 'en'
  return found >= SURE_OF_QUESTION && found > (hits.get('en') ?? 0) ? language : 'en'
}

const SURE_OF_QUESTION = 1.5

/** Function words of one language in a passage that cannot be chance, a quotation or a name. */
const SURE = 8
/** Of all words. Swedish or Polish text has some words that look like ours, but fewer than this. */
const ENOUGH = 0.15
/** Read from the beginning: more does not change the answer. */
const SAMPLE = 20_000
/** Letters that few languages write, and how many function words each is worth. */
const LETTERS: [Language, RegExp, number][] = [
  ['de', /[üß]/gu, 1],
  ['de', /[äö]/gu, 0.5],
  ['fr', /[çèêëàâîûœ]/gu, 0.5],
  ['es', /[ñ¿¡]/gu, 1],
  ['it', /[èòìù]/gu, 0.5],
  ['pt', /[ãõ]/gu, 1],
  ['pt', /[çê]/gu, 0.5],
  ['other', /[åøæşğışőűłżźśćńęąčřěůďťňžšđ]/gu, 1],
]
/** Together they count for at most so many of all words, or a name would decide. */
const MOST_LETTERS = 0.2

function weighLanguages(text: string): { language: Language; hits: Map<Language, number> } {
  const sample = text.slice(0, SAMPLE).toLowerCase()
  const plain = fold(sample)
  const hits = new Map<Language, number>()
  const words = plain.match(WORDS) ?? []
  for (const word of words)
    for (const language of STOP_WORDS.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1)
  if (sample !== plain) {
    const composed = sample.normalize('NFC')
    for (const [language, letters, worth] of LETTERS) {
      const seen = Math.min(composed.match(letters)?.length ?? 0, MOST_LETTERS * words.length)
      if (seen > 0) hits.set(language, (hits.get(language) ?? 0) + worth * seen)
    }
  }
  let best: Language = 'other'
  for (const language of LANGUAGES) if ((hits.get(language) ?? 0) > (hits.get(best) ?? 0)) best = language
  if (best !== 'other' && hits.get(best)! >= ENOUGH * words.length) return { language: best, hits }
  const foreign = sample.match(FOREIGN)?.length ?? 0
  return { language: words.length > 0 && foreign <= RARE * sample.length ? 'en' : 'other', hits }
}

/** Of two letters and more: one may be a unit, a variable or half of `l'eau`. */
const WORDS = /[a-z]{2,}/g
const FOREIGN = /[^\p{Script=Common}a-z]/gu
/** Of all characters: names and loan words of an English text. */
const RARE = 0.01
