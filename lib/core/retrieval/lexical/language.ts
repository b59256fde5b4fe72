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

/** Function words of one language in a passage that cannot be chance, a quotation or a name. */
const SURE = 8
/** Of all words. Swedish or Polish text has some words that look like ours, but fewer than this. */
const ENOUGH = 0.15
/** Read from the beginning: more does not change the answer. */
const SAMPLE = 20_000
/** Letters count as much as half a function word each. */
const LETTERS: [Language, RegExp][] = [
  ['de', /[äöüß]/gu],
  ['fr', /[çèêëàâîûœ]/gu],
  ['es', /[ñ¿¡]/gu],
  ['it', /[èòìù]/gu],
  ['pt', /[ãõçê]/gu],
]

function weighLanguages(text: string): { language: Language; hits: Map<Language, number> } {
  const sample = text.slice(0, SAMPLE).toLowerCase()
  const hits = new Map<Language, number>()
  const words = fold(sample).match(LATIN_WORDS) ?? []
  for (const word of words)
    for (const language of STOP_WORDS.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1)
  const composed = sample.normalize('NFC')
  for (const [language, letters] of LETTERS) {
    const seen = composed.match(letters)?.length ?? 0
    if (seen > 0) hits.set(language, (hits.get(language) ?? 0) + Math.min(seen / 2, words.length / 10))
  }
  let best: Language = 'other'
  for (const language of LANGUAGES) if ((hits.get(language) ?? 0) > (hits.get(best) ?? 0)) best = language
  if (best !== 'other' && hits.get(best)! >= ENOUGH * words.length) return { language: best, hits }
  const foreign = sample.match(NOT_PLAIN)?.length ?? 0
  const plain = words.length > 0 && foreign <= RARE * sample.length
  return { language: plain ? 'en' : 'other', hits }
}

const LATIN_WORDS = /\p{Script=Latin}+/gu
const NOT_PLAIN = /[^\p{Script=Common}a-z]/gu
/** Of all characters: names and loan words of an English text. */
const RARE = 0.01
