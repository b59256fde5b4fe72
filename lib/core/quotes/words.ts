import { fold } from '../retrieval/lexical/fold.ts'
import type { Language } from '../retrieval/lexical/language.ts'
import { stem } from '../retrieval/lexical/stemmers/stem.ts'
import { STOP_WORDS } from '../retrieval/lexical/stop-words.ts'

/** One word of a text. `start` and `end` are UTF-16 offsets in it. */
export interface Word {
  /** Folded, lower case, without its ending. */
  stem: string
  /** Folded and in lower case. */
  form: string
  start: number
  end: number
  /** Only makes it a sentence: `the`, `of`, `when`. */
  small: boolean
  /** Has a digit. */
  number: boolean
  /** Begins with a capital that its place in the sentence does not ask for, or is all capitals. */
  name: boolean
}

/** The words of a text in their order, the small ones included. */
export function wordsOf(text: string, language: Language): Word[] {
  const words: Word[] = []
  let before = 0
  for (const { 0: written, index: start } of text.matchAll(WORD)) {
    const end = start + written.length
    const form = formOf(written)
    if (form !== '') {
      const opens = words.length === 0 || SENTENCE_ENDS.test(text.slice(before, start))
      const small = STOP_WORDS.get(form)?.includes(language) ?? false
      const number = /\p{N}/u.test(form)
      words.push({
        ...{ stem: stemOf(form, language), form, start, end, number },
        small:
          small && !(written.length > 1 && written === written.toUpperCase() && text !== text.toUpperCase()),
        name: /^\p{Lu}/u.test(written) && (!opens || isAcronym(written)),
      })
    }
    before = end
  }
  return words
}

/** Letters and digits, and what stands between two of them in one word. */
const WORD =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['’]|(?<=\p{N})[.,:](?=\p{N})|(?<=\p{L})\.(?=\p{L}))[\p{L}\p{N}\p{M}]+)*/gu
const SENTENCE_ENDS = /[.!?:\n]["'”’)\]]*\s/

/** Folded, in lower case, without what only grammar adds. */
export function formOf(written: string): string {
  const plain = fold(written).toLowerCase()
  if (/^\d{1,3}(?:[,.]\d{3})+$/.test(plain)) return plain.replace(/[,.]/g, '')
  return plain.replace(/'(?:s|re|ve|ll|d|m)$/, '').replaceAll("'", '')
}

function isAcronym(written: string): boolean {
  return written.length > 1 && written === written.toUpperCase() && /\p{Lu}/u.test(written)
}

function stemOf(form: string, language: Language): string {
  const key = `${language}${form}`
  const known = STEMS.get(key)
  if (known !== undefined) return known
  const found =
    NUMBERS.get(form) ??
    (/\p{N}/u.test(form) ? form.replace(/^(\d+)(?:st|nd|rd|th)$/, '$1') : stem(form, language))
  if (STEMS.size >= MOST_STEMS) STEMS.clear()
  STEMS.set(key, found)
  return found
}

/** Written out or in figures, it is one number. Not `one`, which stands for anything. */
const NUMBERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10' },
    ...{
      eleven: '11',
      twelve: '12',
      twenty: '20',
      thirty: '30',
      fifty: '50',
      hundred: '100',
      thousand: '1000',
    },
  }),
)

/** Words come back: bringing one to its stem takes longer than looking it up. */
const STEMS = new Map<string, string>()
const MOST_STEMS = 20_000
