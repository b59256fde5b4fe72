import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liveRanges, someDocuments } from '../testing/random-documents.ts'
import { buildLexical } from './build-postings.ts'
import { LexicalSegment } from './lexical-segment.ts'
import { mergeLexical } from './merge-postings.ts'

describe('merging', () => {
  it('gives the bytes of building the documents that are left', () => {
    fc.assert(
      fc.property(fc.array(someDocuments, { maxLength: 4 }), parts => {
        const merged = mergeLexical(
          parts.map(documents => ({
            bytes: buildLexical(documents.map(({ document }) => document)),
            live: liveRanges(documents),
          })),
        )
        const left = parts.flat().flatMap(({ document, live }) => (live ? [document] : []))
        expect(Buffer.from(merged).equals(buildLexical(left))).toBe(true)
      }),
    )
  })

  it('forgets the terms that nobody has any more', () => {
    const bytes = buildLexical([
      { name: 'a.txt', passages: [{ headingPath: [], text: 'whale' }] },
      { name: 'b.txt', passages: [{ headingPath: [], text: 'museum' }] },
    ])
    const merged = new LexicalSegment(mergeLexical([{ bytes, live: [{ from: 1, to: 2 }] }]))
    const terms = merged.terms()
    const found: string[] = []
    while (terms.next()) found.push(new TextDecoder().decode(terms.term))
    expect(found).toEqual(['Eb', 'emuseum'])
  })

  it('of nothing is an empty section', () => {
    expect(new LexicalSegment(mergeLexical([])).rows).toBe(0)
    expect(mergeLexical([])).toEqual(buildLexical([]))
  })
})
