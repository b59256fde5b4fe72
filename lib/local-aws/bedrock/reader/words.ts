import { type Language, stopWords } from './languages.ts'

/** One content word of a text. */
export interface Word {
  stem: string
  /** As written. */
  text: string
  /** A number, or capitalised where a sentence does not do it by itself. */
  isName: boolean
}

/** The content words of a text in order, without the language's small words. */
export function contentWords(text: string, language: Language): Word[] {
  const small = stopWords(language)
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const written = match[0]
    const lower = written.toLowerCase().replace(/['’]s?$/, '')
    if (lower === '' || small.has(lower)) continue
    const startsSentence = /(?:^|[.!?:]\s+)["'“(]*$/.test(
      text.slice(Math.max(0, match.index - 4), match.index),
    )
    const isName = /\p{N}/u.test(written) || (/^\p{Lu}/u.test(written) && !startsSentence)
    words.push({ stem: stem(lower), text: written, isName })
  }
  return words
}

/**
 * A light stemmer: endings of number, tense and adverb, then a final e. It joins too little rather than too much
 * and leaves other languages' short endings mostly alone; `isNear` forgives the rest.
 */
export function stem(lower: string): string {
  const plain = lower.normalize('NFD').replace(/\p{M}/gu, '')
  if (plain.length < 4 || /\p{N}/u.test(plain)) return plain.replace(/^(\d+)(?:st|nd|rd|th)$/, '$1')
  for (const [ending, put, least] of ENDINGS) {
    if (!plain.endsWith(ending) || plain.length - ending.length < least) continue
    const root = plain.slice(0, -ending.length) + put
    const doubled = put === '' && /([bdfgmnprt])\1$/.test(root)
    return (doubled ? root.slice(0, -1) : root).replace(/e$/, '').replace(/y$/, 'i')
  }
  return plain.replace(/e$/, '').replace(/y$/, 'i')
}

/** Two stems of one family: a long common start and short different ends (govern, government). */
export function isNear(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  if (shorter < NEAR_START || Math.abs(a.length - b.length) > 5) return false
  let same = 0
  while (same < shorter && a[same] === b[same]) same += 1
  return same >= Math.max(NEAR_START, shorter - 2)
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’.,](?=[\p{L}\p{N}]))*['’]?/gu
const NEAR_START = 5

/** ending, replacement, letters that must remain before it */
const ENDINGS: [string, string, number][] = [
  ['fulness', 'ful', 3],
  ['ations', 'at', 3],
  ['ation', 'at', 3],
  ['ments', '', 4],
  ['ment', '', 4],
  ['ingly', '', 3],
  ['ities', '', 4],
  ['iness', 'y', 3],
  ['ness', '', 4],
  ['edly', '', 3],
  ['ings', '', 3],
  ['ing', '', 3],
  ['ied', 'y', 2],
  ['ies', 'y', 2],
  ['ers', '', 4],
  ['er', '', 4],
  ['ors', '', 4],
  ['or', '', 4],
  ['ity', '', 4],
  ['ed', '', 3],
  ['ly', '', 4],
  ['sses', 'ss', 2],
  ['shes', 'sh', 2],
  ['ches', 'ch', 2],
  ['xes', 'x', 2],
  ['ss', 'ss', 2],
  ['us', 'us', 2],
  ['s', '', 3],
]
