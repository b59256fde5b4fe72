import type { RowRange } from '../row-range.ts'
import { analyzeQuery, stemTermOf, termOf, titleTermOf } from './analyze.ts'
import { LANGUAGES } from './language.ts'
import type { LexicalSegment } from './lexical-segment.ts'
import type { Postings } from './read-postings.ts'
import { compare } from './term-cursor.ts'

export interface SearchedSegment {
  segment: LexicalSegment
  live: readonly RowRange[]
}

/** Rows that have one form of a word. */
export interface Form {
  postings: Postings
  /** Counts for the stem; not when the question had another form of it before. */
  ofStem: boolean
  /** The form that was asked for. */
  asked: boolean
}

/** A word of the question as it stands in one segment. A row has one language, and maybe several forms. */
export interface WordInSegment {
  forms: Form[]
  titles: Postings[]
}

export interface Word {
  /** By segment. */
  places: WordInSegment[]
  /** Whether another form of it was asked for before. */
  again: boolean
}

/** The words of a question where the segments have them, analysed in every language of their live rows. */
export function findWords(segments: readonly SearchedSegment[], query: string): Word[] {
  const spoken = segments.map(({ segment, live }) => segment.languages(live))
  const languages = LANGUAGES.filter(language => spoken.some(some => some.has(language)))
  const seen = new Set<string>()
  return analyzeQuery(query, languages).map(({ form, kind }) => {
    const word: Word = { places: segments.map(() => ({ forms: [], titles: [] })), again: true }
    for (const language of languages) {
      const stem = stemTermOf(form, kind, language)
      // Two forms of one stem in the question: the stem counts once, each form by itself.
      const ofStem = !seen.has(stem)
      seen.add(stem)
      if (ofStem) word.again = false
      const term = encoder.encode(termOf(form, kind, language))
      const [stemBytes, title] = [encoder.encode(stem), encoder.encode(titleTermOf(form, kind, language))]
      for (const [at, { segment }] of segments.entries()) {
        if (!spoken[at]!.has(language)) continue
        const { forms, titles } = word.places[at]!
        segment.find(stemBytes, found => {
          const asked = compare(found.term, term) === 0
          if (ofStem || asked) forms.push({ postings: found.postings, ofStem, asked })
        })
        if (ofStem) segment.find(title, found => titles.push(found.postings))
      }
    }
    return word
  })
}

const encoder = new TextEncoder()
