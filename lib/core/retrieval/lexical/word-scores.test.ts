import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyzeQuery, termOf, visitTerms } from './analyze.ts'
import { buildLexical, TITLE_WEIGHT, wordsOfName } from './build-postings.ts'
import { detectLanguage, detectPassageLanguage, LANGUAGES } from './language.ts'
import { LexicalSegment } from './lexical-segment.ts'
import { liveRanges, type Marked, someDocuments, someText } from './random-documents.fixture.ts'
import { B, K1, scoreWords } from './word-scores.ts'

interface SlowRow {
  segment: number
  row: number
  language: string
  terms: string[]
  length: number
}

/** Every live row as a list of terms, title words included. */
function slowRows(segments: Marked[]): SlowRow[] {
  return segments.flatMap((documents, segment) => {
    let row = 0
    return documents.flatMap(({ document, live }) => {
      const rows = document.passages.map(({ headingPath, text }) => {
        const whole = detectLanguage(document.passages.map(passage => `${passage.text}\n`).join(''))
        const language = detectPassageLanguage(text, whole)
        const terms: string[] = []
        let length = 0
        visitTerms(text, language, (term, stopped) => {
          terms.push(term)
          if (!stopped) length++
        })
        const titles = new Set<string>()
        for (const title of [wordsOfName(document.name), ...headingPath])
          visitTerms(title, language, term => titles.add(term))
        for (const term of titles) for (let i = 0; i < TITLE_WEIGHT; i++) terms.push(term)
        return { segment, row: row++, language, terms, length }
      })
      return live ? rows : []
    })
  })
}

/** BM25 as the paper writes it, counting everything anew for every word. */
function slowScores(rows: SlowRow[], query: string): Map<string, number> {
  const languages = LANGUAGES.filter(language => rows.some(row => row.language === language))
  const mean = rows.reduce((sum, { length }) => sum + length, 0) / rows.length
  const scores = new Map<string, number>()
  const seen = new Set<string>()
  for (const { form, kind } of analyzeQuery(query, languages)) {
    const terms = languages.map(language => termOf(form, kind, language)).filter(term => !seen.has(term))
    for (const term of terms) seen.add(term)
    const having = rows.filter(row => row.terms.some(term => terms.includes(term))).length
    const idf = Math.log(1 + (rows.length - having + 0.5) / (having + 0.5))
    for (const { segment, row, terms: all, length } of rows) {
      const count = all.filter(term => terms.includes(term)).length
      if (count === 0) continue
      const score = (idf * count) / (count + K1 * (1 - B + (B * length) / (mean || 1)))
      scores.set(`${segment} ${row}`, Math.fround((scores.get(`${segment} ${row}`) ?? 0) + score))
    }
  }
  return scores
}

const open = (segments: Marked[]) =>
  segments.map(documents => ({
    segment: new LexicalSegment(buildLexical(documents.map(({ document }) => document))),
    live: liveRanges(documents),
  }))

describe('the score of words', () => {
  it('is that of counting everything anew over the live rows', () => {
    fc.assert(
      fc.property(fc.array(someDocuments, { maxLength: 3 }), someText, (segments, query) => {
        const searched = open(segments)
        const scores = scoreWords(searched, query)
        const slow = slowScores(slowRows(segments), query)
        for (const [segment, { segment: of }] of searched.entries())
          for (let row = 0; row < of.rows; row++)
            expect(scores.of(segment, row)).toBe(slow.get(`${segment} ${row}`) ?? 0)
        const ranked = [...slow]
          .map(([key, score]) => ({ segment: +key.split(' ')[0]!, row: +key.split(' ')[1]!, score }))
          .sort((a, b) => b.score - a.score || a.segment - b.segment || a.row - b.row)
        expect(scores.top(5)).toEqual(ranked.slice(0, 5))
        expect(scores.top(1000)).toEqual(ranked)
      }),
    )
  })
})
