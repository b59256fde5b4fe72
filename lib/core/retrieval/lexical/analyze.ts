import type { Language } from './language.ts'
import { stem } from './stemmers/stem.ts'
import { STOP_WORDS } from './stop-words.ts'
import { type Kind, visitWords } from './visit-words.ts'

/** Rises when the same text gets other terms or a section other bytes: packs of another analyzer are rebuilt. */
export const ANALYZER_VERSION = 1

/** The first letter of a term is that of the language of its row, so that one dictionary holds them all. */
export const LETTER: Record<Language, string> = {
  other: 'o',
  en: 'e',
  de: 'd',
  fr: 'f',
  es: 's',
  it: 'i',
  pt: 'p',
  nl: 'n',
}

/** Calls `visit` with each term of a text of a language, and whether it is a function word there. */
export function visitTerms(
  text: string,
  language: Language,
  visit: (term: string, stopped: boolean) => void,
): void {
  visitWords(text, (form, kind, acronym) => {
    const stopped = kind === 'word' && isStopWord(form, language)
    if (stopped && acronym) visit(termOf(form.toUpperCase(), 'exact', language), false)
    visit(termOf(form, kind, language), stopped)
  })
}

/** One word of a question: what to look for in rows of each language. */
export interface QueryWord {
  form: string
  kind: Kind
}

/**
 * The different words of a question, without those that only make it a sentence; all of them when nothing
 * else is left (`The Who`). Which language's function words to drop the question tells by itself: that of which it
 * has most, among the languages that are searched.
 */
export function analyzeQuery(query: string, languages: readonly Language[]): QueryWord[] {
  const all = new Map<string, QueryWord>()
  const hits = new Map<Language, number>(languages.map(language => [language, 0]))
  visitWords(query, (form, kind, acronym) => {
    if (kind === 'part') return
    const stops = kind === 'word' ? STOP_WORDS.get(form) : undefined
    for (const language of stops ?? []) if (hits.has(language)) hits.set(language, hits.get(language)! + 1)
    if (stops && acronym && query !== query.toUpperCase())
      all.set(form.toUpperCase(), { form: form.toUpperCase(), kind: 'exact' })
    else all.set(form, { form, kind })
  })
  const most = Math.max(1, ...hits.values())
  const spoken = languages.filter(language => hits.get(language) === most)
  const words = [...all.values()]
  const content = words.filter(
    ({ form, kind }) => kind !== 'word' || !spoken.some(one => isStopWord(form, one)),
  )
  return (content.length > 0 ? content : words).slice(0, MAX_QUERY_WORDS)
}

/** More than a person asks for; a pasted page is searched by its beginning, and costs no more than this. */
export const MAX_QUERY_WORDS = 100

export function termOf(form: string, kind: Kind, language: Language): string {
  return LETTER[language] + (kind === 'word' ? stem(form, language) : form)
}

function isStopWord(form: string, language: Language): boolean {
  return STOP_WORDS.get(form)?.includes(language) ?? false
}
