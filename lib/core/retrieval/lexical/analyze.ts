import type { Language } from './language.ts'
import { stem } from './stemmers/stem.ts'
import { STOP_WORDS } from './stop-words.ts'
import { type Kind, visitWords } from './visit-words.ts'

/** Rises when the same text gets other terms or a section other bytes: packs of another analyzer are rebuilt. */
export const ANALYZER_VERSION = 1

/**
 * The first letter of a term is that of the language of its row, so that one dictionary holds them all, and
 * a row is counted for one language only. A title has the capital.
 */
const LETTER: Record<Language, string> = {
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

/** The words of a document's name or a heading, by their stems. */
export function titleTerms(title: string, language: Language): Set<string> {
  const terms = new Set<string>()
  visitWords(title, (form, kind) => terms.add(titleTermOf(form, kind, language)))
  return terms
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
  visitWords(query.slice(0, MAX_QUERY_CHARACTERS), (form, kind, acronym) => {
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
/** Of a question, read; more of them would only be looked through for words beyond the limit. */
const MAX_QUERY_CHARACTERS = 20_000

/**
 * A form and its stem: all forms of a stem follow one another in the dictionary, right after the stem itself,
 * so a question finds `computing` by `computer` and still knows which of them it asked for.
 */
export function termOf(form: string, kind: Kind, language: Language): string {
  const root = stemTermOf(form, kind, language)
  return root.length === form.length + 1 && root.endsWith(form) ? root : root + FORM + ending(root, form)
}

/** What all forms of the stem begin with: the term of the stem, alone or with `FORM` behind it. */
export function stemTermOf(form: string, kind: Kind, language: Language): string {
  return LETTER[language] + (kind === 'word' ? stem(form, language) : form)
}

export function titleTermOf(form: string, kind: Kind, language: Language): string {
  return LETTER[language].toUpperCase() + (kind === 'word' ? stem(form, language) : form)
}

/** Below everything that a word can contain. */
export const FORM = '\0'

/** The form of a text's term, without its language; null for a title's. What `termOf` makes, undone. */
export function formOfTerm(term: string): string | null {
  if (!SMALL_LETTER.test(term)) return null
  const at = term.indexOf(FORM)
  if (at < 0) return term.slice(1)
  const root = term.slice(1, at)
  const less = term.charCodeAt(at + 1)
  return less < FIRST_PRINTED ? root.slice(0, -less) + term.slice(at + 2) : root + term.slice(at + 1)
}

const SMALL_LETTER = /^[a-z]/
/** Below it stands no letter or digit, but how many letters of the stem a form has not. */
const FIRST_PRINTED = 32

/** `es` of `ponies` behind `poni`; of `happy` behind `happi`: one letter less, then `y`. */
function ending(root: string, form: string): string {
  let shared = 0
  while (shared < form.length && form[shared] === root[shared + 1]) shared++
  const less = root.length - 1 - shared
  return (less > 0 ? String.fromCharCode(less) : '') + form.slice(shared)
}

function isStopWord(form: string, language: Language): boolean {
  return STOP_WORDS.get(form)?.includes(language) ?? false
}
