import { isCommonWord } from '../retrieval/lexical/common-words.ts'
import { STOP_WORDS } from '../retrieval/lexical/stop-words.ts'
import type { AskedQuestion } from './asked-question.ts'
import { findKind } from './expected-kind.ts'
import { type ReadUnit, stemsOf } from './read-unit.ts'
import { presence } from './related-words.ts'

/** What the unit names of the kind that is asked for, without what the question brought along. */
export function kindsIn(asked: AskedQuestion, unit: ReadUnit, places: readonly number[]) {
  // A column of amounts has its currency above it, or nowhere.
  const kind = asked.kind === 'money' && unit.kind === 'row' ? 'number' : asked.kind
  const found = findKind(kind, unit.text)
  if (!found) return { found: 0, near: 0, count: 0 }
  const known = asked.text.toLowerCase()
  // Where a sentence or a cell begins, any word has a capital: a name has one that is no plain word, and is news.
  const isWord = (text: string) =>
    kind === 'person' &&
    /^\p{Lu}/u.test(text) &&
    (/^\p{Lu}{2,}s?$/u.test(text) ||
      text
        .toLowerCase()
        .split(/\s+/)
        .every(word => isCommonWord(word) || STOP_WORDS.has(word) || known.includes(word)))
  const news = found.filter(
    ({ start, end }) =>
      !isWord(unit.text.slice(start, end)) &&
      !known.includes(unit.text.slice(start, end).trim().toLowerCase()),
  )
  const distances = news.flatMap(({ start }) => {
    const at = unit.words.findIndex(({ end }) => end > start)
    return places.map(place => Math.abs(place - at))
  })
  return {
    found: news.length ? 1 : -1,
    near: distances.length ? 1 / (1 + Math.min(...distances) / 3) : 0,
    count: news.length,
  }
}

/** The unit begins with what is asked for, and says what it is: "AutoGen is a framework". Less than 1 the more it says besides. */
export function defines({ terms }: AskedQuestion, { words }: ReadUnit): number {
  const verb = words.findIndex(({ form }) => DEFINING.has(form))
  if (verb < 1 || verb > LONGEST_SUBJECT || terms.length === 0) return 0
  const subject = stemsOf(words.slice(0, verb))
  const named = terms.every(({ stem, light }) => light || presence(stem, subject) > 0)
  return named ? 1 / Math.max(1, subject.size - terms.length + 1) : 0
}

const DEFINING: ReadonlySet<string> = new Set([
  'is',
  'are',
  'was',
  'were',
  'means',
  'refers',
  'describes',
  'ist',
  'sind',
  'est',
  'sont',
])
const LONGEST_SUBJECT = 8
