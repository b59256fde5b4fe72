import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liveRanges, type Marked, someDocuments, someText } from '../testing/random-documents.ts'
import { analyzeQuery, FORM, stemTermOf, termOf, titleTermOf, titleTerms, visitTerms } from './analyze.ts'
import { buildLexical, wordsOfName } from './build-postings.ts'
import { detectLanguage, detectPassageLanguage, LANGUAGES } from './language.ts'
import { LexicalSegment } from './lexical-segment.ts'
import { B, EXACT_WEIGHT, K1, scoreWords, TITLE_WEIGHT } from './word-scores.ts'

interface SlowRow {
  segment: number
  row: number
  language: string
  terms: string[]
  titles: Set<string>
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
        const titles = titleTerms([wordsOfName(document.name), ...headingPath].join(' \n '), language)
        return { segment, row: row++, language, terms, titles, length }
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
  const add = ({ segment, row }: SlowRow, score: number) =>
    scores.set(`${segment} ${row}`, Math.fround((scores.get(`${segment} ${row}`) ?? 0) + score))
  const idfOf = (having: number) => Math.log(1 + (rows.length - having + 0.5) / (having + 0.5))
  const saturate = (has: (term: string) => boolean, weight: number) => {
    const counts = rows.map(({ terms }) => terms.filter(has).length)
    const having = counts.filter(count => count > 0).length
    const parts = counts.map(
      (count, at) =>
        (weight * idfOf(having) * count) / (count + K1 * (1 - B + (B * rows[at]!.length) / (mean || 1))),
    )
    return { having, parts }
  }
  for (const { form, kind } of analyzeQuery(query, languages)) {
    const fresh = languages.filter(language => !seen.has(stemTermOf(form, kind, language)))
    for (const language of fresh) seen.add(stemTermOf(form, kind, language))
    const stems = fresh.map(language => stemTermOf(form, kind, language))
    const stem = saturate(term => stems.includes(term.split(FORM)[0]!), 1)
    const asked = languages.map(language => termOf(form, kind, language))
    const same = saturate(term => asked.includes(term), EXACT_WEIGHT)
    for (const [at, row] of rows.entries()) {
      const both = stem.parts[at]! + same.parts[at]!
      if (both > 0) add(row, both)
    }
    const idf = idfOf(Math.max(1, stem.having))
    for (const row of rows)
      for (const language of fresh)
        if (row.titles.has(titleTermOf(form, kind, language))) add(row, TITLE_WEIGHT * idf)
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

  it('stays that of its question when another one is asked meanwhile', () => {
    const passages = ['whale museum', 'museum'].map(text => ({ headingPath: [], text }))
    const segment = new LexicalSegment(buildLexical([{ name: '', passages }]))
    const searched = [{ segment, live: [{ from: 0, to: 2 }] }]
    const whale = scoreWords(searched, 'whale')
    const before = whale.top(2)
    expect(scoreWords(searched, 'museum').top(2)).toHaveLength(2)
    expect(whale.top(2)).toEqual(before)
    expect(whale.of(0, 1)).toBe(0)
  })

  it('of a title is the same for every passage under it, however long', () => {
    const passages = ['tickets', `tickets ${'and more words '.repeat(50)}`, 'tickets tickets'].map(text => ({
      headingPath: ['Berlin'],
      text,
    }))
    const segment = new LexicalSegment(buildLexical([{ name: 'Berlin.pdf', passages }]))
    const searched = [{ segment, live: [{ from: 0, to: 3 }] }]
    const rows = (query: string) =>
      scoreWords(searched, query)
        .top(3)
        .map(({ row }) => row)
    expect(rows('tickets Berlin')).toEqual(rows('tickets'))
    expect(
      new Set(
        scoreWords(searched, 'berlin')
          .top(3)
          .map(({ score }) => score),
      ).size,
    ).toBe(1)
  })

  it('finds a document by a word that only its name has', () => {
    const document = (name: string) => ({ name, passages: [{ headingPath: [], text: 'Open on Monday.' }] })
    const segment = new LexicalSegment(buildLexical([document('Hamburg.pdf'), document('Berlin_Office.pdf')]))
    const searched = [{ segment, live: [{ from: 0, to: 2 }] }]
    expect(
      scoreWords(searched, 'When does the Berlin office open?')
        .top(2)
        .map(({ row }) => row),
    ).toEqual([1, 0])
    expect(scoreWords(searched, 'pdf').top(2)).toEqual([])
  })

  it('finds passages of each language by its own forms', () => {
    const document = (text: string) => ({ name: '', passages: [{ headingPath: [], text }] })
    const segment = new LexicalSegment(
      buildLexical([
        document('The houses at the corner are open to everybody who is in the city.'),
        document('Die Häuser an der Ecke sind für alle geöffnet, die in der Stadt sind.'),
      ]),
    )
    const first = (query: string) =>
      scoreWords([{ segment, live: [{ from: 0, to: 2 }] }], query).top(1)[0]?.row
    expect(first('house')).toBe(0)
    expect(first('Wo ist das Haus?')).toBe(1)
    expect(first('corners')).toBe(0)
    expect(first('Ecken')).toBe(1)
  })
})

describe('what is asked for', () => {
  const idf = (rows: number, having: number) => Math.log(1 + (rows - having + 0.5) / (having + 0.5))
  const asked = (query: string) => {
    const passages = ['whale museum', 'museum ticket', 'ticket garden'].map(text => ({
      headingPath: [],
      text,
    }))
    const segment = new LexicalSegment(buildLexical([{ name: '', passages }]))
    return scoreWords([{ segment, live: [{ from: 0, to: 3 }] }], query).asked
  }

  it('is the rarity of all its words, those that no row has included', () => {
    expect(asked('museum')).toBeCloseTo((1 + EXACT_WEIGHT) * idf(3, 2), 5)
    expect(asked('whale elephant')).toBeCloseTo((1 + EXACT_WEIGHT) * (idf(3, 1) + idf(3, 0)), 5)
  })

  it('counts a word once in all its forms, and nothing where nothing is asked', () => {
    expect(asked('ticket tickets')).toBeCloseTo(asked('ticket'), 5)
    expect(asked('🦊')).toBe(0)
  })
})
