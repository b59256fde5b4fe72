import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildLexical } from './build-postings.ts'
import { LexicalSegment } from './lexical-segment.ts'
import { mergeLexical } from './merge-postings.ts'
import { someDocuments, someText } from './random-documents.fixture.ts'
import { scoreWords } from './word-scores.ts'

describe('a lexical section', () => {
  it('opens wherever in memory it begins', () => {
    const bytes = buildLexical([{ name: 'a.txt', passages: [{ headingPath: [], text: 'whale' }] }])
    for (const offset of [0, 1, 2, 3]) {
      const shifted = new Uint8Array(bytes.length + offset)
      shifted.set(bytes, offset)
      const segment = new LexicalSegment(shifted.subarray(offset))
      expect(scoreWords([{ segment, live: [{ from: 0, to: 1 }] }], 'whale').top(1)).toHaveLength(1)
    }
  })

  it('has no row and finds nothing when there are no documents', () => {
    const segment = new LexicalSegment(buildLexical([]))
    expect(segment.rows).toBe(0)
    expect(scoreWords([{ segment, live: [] }], 'whale').top(10)).toEqual([])
    expect(scoreWords([], 'whale').top(10)).toEqual([])
  })

  it('that is no section, cut off or longer, is refused', () => {
    const bytes = buildLexical([{ name: 'a.txt', passages: [{ headingPath: [], text: 'whale museum' }] }])
    for (let length = 0; length < bytes.length; length++)
      expect(() => new LexicalSegment(bytes.subarray(0, length))).toThrow(RangeError)
    expect(() => new LexicalSegment(new Uint8Array([...bytes, 0]))).toThrow(RangeError)
    expect(() => new LexicalSegment(new Uint8Array(100))).toThrow(RangeError)
  })

  it('with wrong bytes either answers or throws a RangeError, and the next question is answered as ever', () => {
    fc.assert(
      fc.property(
        someDocuments,
        someText,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        (documents, query, changes) => {
          const good = buildLexical(documents.map(({ document }) => document))
          const bad = good.slice()
          for (const [at, value] of changes) bad[at % bad.length] = value
          const whole = [{ from: 0, to: documents.flatMap(({ document }) => document.passages).length }]
          const search = (bytes: Uint8Array) =>
            scoreWords([{ segment: new LexicalSegment(bytes), live: whole }], query).top(5)
          const before = whole[0]!.to > 0 ? search(good) : []
          for (const attempt of [() => search(bad), () => mergeLexical([{ bytes: bad, live: whole }])])
            try {
              attempt()
            } catch (error) {
              expect(error).toBeInstanceOf(RangeError)
            }
          if (whole[0]!.to > 0) expect(search(good)).toEqual(before)
        },
      ),
      { numRuns: 500 },
    )
  })
})
