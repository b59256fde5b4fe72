import type { Language } from '../language.ts'
import { stemDutch } from './dutch-stemmer.ts'
import { stemGerman } from './german-stemmer.ts'
import { stemEnglish } from './porter-stemmer.ts'
import { stemFrench, stemItalian, stemPortuguese, stemSpanish } from './romance-stemmers.ts'

const STEMMERS: Partial<Record<Language, (word: string) => string>> = {
  en: stemEnglish,
  de: stemGerman,
  fr: stemFrench,
  es: stemSpanish,
  it: stemItalian,
  pt: stemPortuguese,
  nl: stemDutch,
}

/** The stem of a word, folded and in lower case. Words with digits or of another script are their own. */
export function stem(word: string, language: Language): string {
  const stemmer = STEMMERS[language]
  return stemmer && LETTERS.test(word) ? stemmer(word) : word
}

const LETTERS = /^[a-z]+$/
