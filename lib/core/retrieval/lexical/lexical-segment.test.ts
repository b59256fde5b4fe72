import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { someDocuments, someText } from '../testing/random-documents.ts'
import { buildLexical } from './build-postings.ts'
import { LexicalSegment } from './lexical-segment.ts'
import { mergeLexical } from './merge-postings.ts'
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

  it('knows the words of its live rows together', () => {
    const passages = Array.from({ length: 192 }, (_, at) => ({
      headingPath: [],
      text: 'whale '.repeat(at % 7),
    }))
    const segment = new LexicalSegment(buildLexical([{ name: '', passages }]))
    fc.assert(
      fc.property(fc.nat(192), fc.nat(192), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        let sum = 0
        for (let row = from; row < to; row++) sum += row % 7
        expect(segment.totalLength([{ from, to }])).toBe(sum)
      }),
    )
  })

  it('that names a row it does not have throws, and leaves nothing behind for the next question', () => {
    const passages = ['whale', 'whales'].map(text => ({ headingPath: [], text }))
    const good = buildLexical([{ name: '', passages }])
    const bad = good.slice()
    bad[bad.length - 1] = 100 // the last postings are those of `whales`, after `whale` was counted
    const search = (bytes: Uint8Array) =>
      scoreWords([{ segment: new LexicalSegment(bytes), live: [{ from: 0, to: 2 }] }], 'whale').top(5)
    const before = search(good)
    expect(() => search(bad)).toThrow(RangeError)
    expect(search(good)).toEqual(before)
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
