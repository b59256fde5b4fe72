import type { KnownWord, QuestionWords } from '../question-words.ts'
import { countRows } from '../row-range.ts'
import { isCommonWord } from './common-words.ts'
import type { SearchedSegment } from './find-words.ts'
import { detectQuestionLanguage, LANGUAGES } from './language.ts'
import { type WordLookedFor, wordsLookedFor } from './mark-words.ts'
import type { Hits } from './read-postings.ts'
import { respell } from './respell.ts'
import { stem } from './stemmers/stem.ts'
import { synonymsOf } from './synonyms.ts'

/**
 * Looks up a question's words in all that can be found. A word that stands nowhere and is nearly one that does
 * is taken for a slip of the keyboard.
 */
export function lookUpWords(segments: readonly SearchedSegment[], question: string): QuestionWords {
  const languages = LANGUAGES.filter(language =>
    segments.some(({ segment, live }) => segment.languages(live).has(language)),
  )
  const passages = segments.reduce((sum, { live }) => sum + countRows(live), 0)
  if (passages === 0) return { text: question, words: [], passages }
  let text = question
  let respelled = 0
  // In a language that no passage has, what looks like a slip is none.
  const spelt = languages.includes(detectQuestionLanguage(question))
  const words = wordsLookedFor(question, languages).flatMap((looked): KnownWord[] => {
    const known = rowsHaving(segments, looked)
    if (known > 0) return [{ word: looked.word, passages: known }]
    if (!spelt || respelled++ >= MOST_RESPELLED) return [{ word: looked.word, passages: 0 }]
    const parts = partsOf(looked.word)
    if (parts) {
      text = text.replace(asWord(looked.word), () => parts.map(({ word }) => word).join(' '))
      return parts
    }
    const meant = respell(segments, looked.word)
    if (!meant) return [{ word: looked.word, passages: 0 }]
    text = text.replace(asWord(looked.word), () => meant)
    const [again] = wordsLookedFor(meant, languages)
    return again ? [{ word: meant, passages: rowsHaving(segments, again) }] : []
  })
  const others = otherWordsFor(words).filter(other =>
    wordsLookedFor(other, languages).some(looked => rowsHaving(segments, looked) > 0),
  )
  return { text, words, passages, ...(others.length > 0 && { others }) }

  /** `watertank` is written as two words in the documents; null where its halves do not stand there. */
  function partsOf(word: string): KnownWord[] | null {
    if (word.length > LONGEST_COMPOUND || !/^\p{L}+$/u.test(word) || isCommonWord(word.toLowerCase()))
      return null
    for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
      const halves = [word.slice(0, at), word.slice(at)]
      if (!halves.every(half => isPart(half.toLowerCase()))) continue
      const parts = halves.map(half => {
        const [looked] = wordsLookedFor(half, languages)
        return { word: half, passages: looked ? rowsHaving(segments, looked) : 0 }
      })
      if (parts.every(({ passages }) => passages > 0)) return parts
    }
    return null
  }
}

/** `child` for a `kid` that no document has; English. */
function otherWordsFor(words: readonly KnownWord[]): string[] {
  const unknown = words.filter(({ passages }) => passages === 0)
  return [...new Set(unknown.flatMap(({ word }) => [...synonymsOf(stem(word.toLowerCase(), 'en'))]))]
}

function isPart(word: string): boolean {
  return isCommonWord(word) && !COMBINING.has(word)
}

/** `meantime`, `somebody`: one word with another sense. */
const COMBINING: ReadonlySet<string> = new Set(
  'time some body thing where ever over under back mean with self what like less more most'.split(' '),
)
/** What is longer is no word that somebody wrote. */
const LONGEST_COMPOUND = 30
/** Shorter halves are endings. */
const SHORTEST_PART = 4

/** Each looks at every word of the documents. */
const MOST_RESPELLED = 4

/** Not a piece of a longer one. What is respelt has letters only. */
function asWord(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u')
}

/** Of the ways to have a word the one that most rows have; where a way takes several terms, the rarest decides. */
function rowsHaving(segments: readonly SearchedSegment[], { ways }: WordLookedFor): number {
  return Math.max(
    0,
    ...ways.map(way =>
      Math.min(...way.map(alike => alike.reduce((sum, term) => sum + rowsOf(segments, term), 0))),
    ),
  )
}

function rowsOf(segments: readonly SearchedSegment[], stem: string): number {
  const bytes = encoder.encode(stem)
  const title = encoder.encode(stem[0]!.toUpperCase() + stem.slice(1))
  let rows = 0
  let titled = false
  for (const { segment, live } of segments) {
    const seen = new Set<number>()
    segment.find(bytes, ({ postings }) => {
      const hits: Hits = { rows: new Uint32Array(postings.rows), counts: new Uint32Array(postings.rows) }
      const end = segment.read(postings, live, hits)
      for (let at = 0; at < end; at++) seen.add(hits.rows[at]!)
    })
    rows += seen.size
    if (seen.size === 0)
      segment.find(title, ({ postings }) => (titled ||= segment.readRuns(postings, live).length > 0))
  }
  return rows || (titled ? 1 : 0)
}

const encoder = new TextEncoder()
