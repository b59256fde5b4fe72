import { LANGUAGES, type Language } from '../language.ts'
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
  if (!stemmer) return word
  const known = stems[language]
  let found = known.get(word)
  if (found === undefined) {
    found = LETTERS.test(word) ? stemmer(word) : word
    if (known.size >= KNOWN_WORDS) known.clear()
    known.set(word, found)
  }
  return found
}

/** Stems found before, by language: few words make most of all text. */
const stems = Object.fromEntries(LANGUAGES.map(language => [language, new Map<string, string>()])) as Record<
  Language,
  Map<string, string>
>
/** A megabyte or two per language; then we begin anew. */
const KNOWN_WORDS = 20_000
const LETTERS = /^[a-z]+$/
