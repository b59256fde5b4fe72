import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredPassage } from '../ports.ts'
import { LexicalIndex } from './lexical-index.ts'
import { PassageIndex } from './passage-index.ts'

const words = ['whale', 'museum', 'ticket', 'dog', 'garden']
const passages = fc.array(
  fc.record({
    documentId: fc.constantFrom('doc_1', 'doc_2', 'doc_10'),
    text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map(some => some.join(' ')),
    // Few directions, so that equal cosines are the rule.
    angle: fc.integer({ min: 0, max: 5 }),
  }),
  { minLength: 1, maxLength: 40 },
)

function stored(list: { documentId: string; text: string; angle: number }[]): StoredPassage[] {
  return list.map(({ documentId, text, angle }, ordinal) => ({
    documentId,
    ordinal,
    text,
    start: 0,
    end: text.length,
    place: { headingPath: [] },
    contentHash: `${ordinal}`,
    vector: direction(angle),
  }))
}

/** No two lie mirrored about a third: what is equal but for rounding would be scaled up to 0 and 1. */
function direction(index: number): Float32Array {
  const angle = [0, 0.7, 1.9, 2.2, 3.05, 5][index]!
  return Float32Array.of(Math.cos(angle), Math.sin(angle))
}

/** Everything scored, everything sorted; right wherever all passages are candidates. */
function slowSearch(
  passages: StoredPassage[],
  query: { vector: Float32Array; text: string },
  weight: number,
) {
  const lexical = new LexicalIndex(passages.map(({ text }) => text)).score(query.text)
  const cosines = passages.map(({ vector }) =>
    Math.fround(vector[0]! * query.vector[0]! + vector[1]! * query.vector[1]!),
  )
  const words = passages.map((_, at) => lexical[at]!)
  const scaled = (values: number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)]
    return values.map(value => (high > low ? (value - low) / (high - low) : 0))
  }
  const [meaning, wording] = [scaled(cosines), scaled(words)]
  return passages.map((passage, at) => ({
    passage,
    score: weight * wording[at]! + (1 - weight) * meaning[at]!,
  }))
}

const query = fc.record({ angle: fc.integer({ min: 0, max: 5 }), text: fc.constantFrom(...words, '🦊', '') })

describe('a search', () => {
  it('scores like a slow look at everything, between 0 and 1, highest first', () => {
    fc.assert(
      fc.property(passages, query, fc.constantFrom(0, 0.5, 0.7, 1), (list, { angle, text }, weight) => {
        const all = stored(list)
        const asked = { vector: direction(angle), text }
        const found = new PassageIndex(all, weight).search(asked, all.length)
        const slow = new Map(
          slowSearch(all, asked, weight).map(({ passage, score }) => [passage.ordinal, score]),
        )
        expect(found).toHaveLength(all.length)
        for (const [place, { score, cosine, ordinal }] of found.entries()) {
          expect(score).toBeCloseTo(slow.get(ordinal)!, 4)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(1 + 1e-9)
          expect(Math.abs(cosine)).toBeLessThanOrEqual(1 + 1e-6)
          expect(score).toBeLessThanOrEqual(found[place - 1]?.score ?? 1 + 1e-9)
        }
      }),
    )
  })

  it('puts equals in the order of document and ordinal, in whatever order they were stored', () => {
    const same = Array.from({ length: 12 }, (_, index) => ({
      documentId: `doc_${index % 3}`,
      text: 'whale',
      angle: 1,
    }))
    const all = stored(same)
    const orders = [all, all.toReversed()].map(list =>
      new PassageIndex(list, 0.5)
        .search({ vector: direction(1), text: 'whale' }, 20)
        .map(({ documentId, ordinal }) => `${documentId}#${ordinal}`),
    )
    const expected = all
      .toSorted((a, b) => (a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : 0))
      .map(({ documentId, ordinal }) => `${documentId}#${ordinal}`)
    expect(orders).toEqual([expected, expected])
  })

  it('finds by words what the vectors put last, and by vectors what has no word in common', () => {
    const far = Array.from({ length: 100 }, () => ({ documentId: 'doc_1', text: 'museum garden', angle: 0 }))
    const all = stored([...far, { documentId: 'doc_2', text: 'the code is AB-1234', angle: 3 }])
    const index = new PassageIndex(all, 0.5)
    const byWord = index.search({ vector: direction(0), text: 'Where is AB-1234?' }, 60)
    expect(byWord.map(({ documentId }) => documentId)).toContain('doc_2')
    const byMeaning = index.search({ vector: direction(3), text: 'unheard of' }, 1)
    expect(byMeaning[0]).toMatchObject({ documentId: 'doc_2' })
  })

  it('answers at most k, without what only the index needs', () => {
    const all = stored(Array.from({ length: 9 }, () => ({ documentId: 'doc_1', text: 'whale', angle: 1 })))
    const found = new PassageIndex(all, 0.5).search({ vector: direction(1), text: 'whale' }, 4)
    expect(found.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3])
    expect(Object.keys(found[0]!).toSorted()).toEqual(
      ['cosine', 'documentId', 'end', 'lexical', 'ordinal', 'place', 'score', 'start', 'text'].toSorted(),
    )
  })

  it('finds a passage by the headings above it', () => {
    const [one, other] = stored([
      { documentId: 'doc_1', text: 'They cost 28 euros.', angle: 1 },
      { documentId: 'doc_2', text: 'They cost nothing.', angle: 1 },
    ]) as [StoredPassage, StoredPassage]
    const headed = { ...other, place: { headingPath: ['Prices', 'School classes'] } }
    const found = new PassageIndex([one, headed], 0.5).search(
      { vector: direction(1), text: 'What do school classes pay?' },
      2,
    )
    expect(found[0]?.documentId).toBe('doc_2')
  })

  it('finds nothing in a bot without passages', () => {
    expect(new PassageIndex([], 0.5).search({ vector: direction(1), text: 'whale' }, 5)).toEqual([])
  })

  it.each([
    ['emoji only', '🦊🦊🦊'],
    ['words that everybody uses', 'what is it that you have'],
    ['nothing', ''],
    ['100,000 characters without a space', 'x'.repeat(100_000)],
    ['100,000 characters of words', 'whale '.repeat(16_667)],
  ])('takes a question of %s', (_, text) => {
    const all = stored([
      { documentId: 'doc_1', text: 'whale', angle: 1 },
      { documentId: 'doc_2', text: 'museum', angle: 2 },
    ])
    const found = new PassageIndex(all, 0.5).search({ vector: direction(2), text }, 5)
    expect(found).toHaveLength(2)
    for (const { score } of found) expect(Number.isFinite(score)).toBe(true)
  })

  it('refuses a query of another length than the stored vectors', () => {
    const index = new PassageIndex(stored([{ documentId: 'doc_1', text: 'whale', angle: 1 }]), 0.5)
    expect(() => index.search({ vector: Float32Array.of(1, 2, 3), text: 'whale' }, 1)).toThrow(RangeError)
  })
})
