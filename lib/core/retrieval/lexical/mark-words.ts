import type { Span } from '../../documents/sentences.ts'
import { analyzeQuery, FORM, type QueryWord, stemTermOf, visitTerms } from './analyze.ts'
import type { Language } from './language.ts'
import { splitUnspaced, UNSPACED_FROM } from './split-unspaced.ts'
import { visitWords } from './visit-words.ts'

/** One word of a question. */
export interface WordLookedFor {
  /** As the question writes it. */
  word: string
  /** Each way in which a text can have it: all the terms of one. A term is given for each language. */
  ways: string[][][]
}

/**
 * The words of a question that are looked for in texts of these languages, each once: function words are not.
 * A code such as `AB-1234` is one word, found whole or by all of its parts.
 */
export function wordsLookedFor(question: string, languages: readonly Language[]): WordLookedFor[] {
  const wanted = new Map(analyzeQuery(question, languages).map(word => [word.form, word]))
  const found = new Map<string, WordLookedFor>()
  for (const { start, end } of chainsOf(question)) {
    const word = question.slice(start, end)
    const forms = new Map<string, QueryWord>()
    visitWords(word, (form, _kind, acronym) => {
      const looked = wanted.get(form) ?? (acronym ? wanted.get(form.toUpperCase()) : undefined)
      if (looked) forms.set(looked.form, looked)
    })
    const terms = [...forms.values()].map(({ form, kind }) =>
      languages.map(one => stemTermOf(form, kind, one)),
    )
    const key = terms.flat().join(' ')
    if (terms.length > 0 && !found.has(key)) found.set(key, { word, ways: waysOf(word, terms) })
  }
  return [...found.values()]
}

/** Without spaces there are no words to tell apart: any pair of characters will do. */
function waysOf(word: string, terms: string[][]): string[][][] {
  if (isUnspaced(word)) return terms.map(one => [one])
  if (terms.length === 1) return [terms]
  const whole = terms.reduce((a, b) => (b[0]!.length > a[0]!.length ? b : a))
  return [[whole], terms.filter(one => one !== whole)]
}

/** Every term by which texts of these languages are found, each form by its stem. */
export function termsOf(texts: readonly string[], languages: readonly Language[]): Set<string> {
  const terms = new Set<string>()
  for (const language of languages)
    for (const text of texts) visitTerms(text, language, term => terms.add(term.split(FORM, 1)[0]!))
  return terms
}

/** Whether a text with these terms has the word. */
export function hasWord(terms: ReadonlySet<string>, { ways }: WordLookedFor): boolean {
  return ways.some(way => way.every(alike => alike.some(term => terms.has(term))))
}

/** Finds where a text has one of the words, in order: `tickets` where `ticket` was asked for. */
export function wordMarker(
  words: readonly WordLookedFor[],
  languages: readonly Language[],
): (text: string) => Span[] {
  const wanted = new Set(words.flatMap(({ ways }) => ways.flat(2)))
  // Passages about one thing are made of the same words.
  const known = new Map<string, boolean>()
  const isWanted = (piece: string) => {
    const before = known.get(piece)
    if (before !== undefined) return before
    const found = !wanted.isDisjointFrom(termsOf([piece], languages))
    known.set(piece, found)
    return found
  }
  return text => merge(chainsOf(text).flatMap(chain => marksInChain(text, chain, isWanted)))
}

/** The part of `house/garden` that was asked for; all of `AB-1234` where all of it was. */
function marksInChain(text: string, chain: Span, isWanted: (piece: string) => boolean): Span[] {
  const parts = spansOf(text, chain, PART)
  const pieces = parts.flatMap(part => piecesOf(text, part))
  const marked = pieces.filter(({ start, end }) => isWanted(text.slice(start, end)))
  const all = parts.length > 1 && marked.length === pieces.length
  return all || (marked.length === 0 && parts.length > 1 && isWanted(text.slice(chain.start, chain.end)))
    ? [chain]
    : marked
}

/** What of a run of letters can be found by itself: all of it, or where nobody writes spaces, its pieces. */
function piecesOf(text: string, { start, end }: Span): Span[] {
  const run = text.slice(start, end)
  if (!isUnspaced(run)) return [{ start, end }]
  const pieces: Span[] = []
  let from = 0
  splitUnspaced(run, piece => {
    const at = run.indexOf(piece, from)
    pieces.push({ start: start + at, end: start + at + piece.length })
    from = at + 1
  })
  return pieces
}

const LETTER = '\\p{L}\\p{N}\\p{M}'
/** Letters and digits, and what can stand between two of them in one word: a hyphen, a soft one included. */
const CHAIN = new RegExp(
  `[${LETTER}]+(?:[^${LETTER}\\s"“”„«»()[\\]{}<>*|;!?…—][${LETTER}]+)*(?:\\+\\+|#)?`,
  'gu',
)
const PART = new RegExp(`[${LETTER}]+`, 'gu')

function chainsOf(text: string): Span[] {
  return spansOf(text, { start: 0, end: text.length }, CHAIN)
}

function spansOf(text: string, { start, end }: Span, pattern: RegExp): Span[] {
  return Array.from(text.slice(start, end).matchAll(pattern), ({ 0: span, index }) => ({
    start: start + index,
    end: start + index + span.length,
  }))
}

function isUnspaced(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= UNSPACED_FROM) return true
  return false
}

function merge(marks: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const mark of marks) {
    const last = merged.at(-1)
    if (last && mark.start < last.end) last.end = Math.max(last.end, mark.end)
    else merged.push({ ...mark })
  }
  return merged
}
