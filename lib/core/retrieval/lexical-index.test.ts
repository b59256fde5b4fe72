import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'
import { LexicalIndex } from './lexical-index.ts'
import { topK } from './vector-plane.ts'

const word = fc.constantFrom('whale', 'museum', 'ticket', 'dog', 'the', 'AB-1234', 'garden', '🦊')
const text = fc.array(word, { maxLength: 12 }).map(words => words.join(' '))

/** BM25 as the paper writes it: every text counted anew for every term. */
function slowScores(texts: string[], query: string): number[] {
  const documents = texts.map(analyze)
  const mean = documents.reduce((sum, terms) => sum + terms.length, 0) / documents.length
  return documents.map(terms =>
    [...new Set(analyze(query))].reduce((sum, term) => {
      const having = documents.filter(other => other.includes(term)).length
      const count = terms.filter(other => other === term).length
      if (count === 0) return sum
      const idf = Math.log(1 + (documents.length - having + 0.5) / (having + 0.5))
      return sum + (idf * count) / (count + 0.9 * (1 - 0.4 + 0.4 * (terms.length / mean)))
    }, 0),
  )
}

describe('the score of words', () => {
  it('is that of counting everything anew', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 15 }), text, (texts, query) => {
        const scores = new LexicalIndex(texts).score(query)
        for (const [at, slow] of slowScores(texts, query).entries()) {
          expect(scores[at]).toBeCloseTo(slow, 5)
          expect(scores[at]! > 0).toBe(slow > 0)
        }
      }),
    )
  })

  it('is higher for a rare word than for one that every text has', () => {
    const index = new LexicalIndex(['whale museum', 'museum museum', 'museum garden'])
    expect(topK(index.score('museum whale'), 1)).toEqual([0])
  })

  it('counts a word of the question once, however often it is asked', () => {
    const index = new LexicalIndex(['whale', 'museum'])
    expect(index.score('whale whale whale')).toEqual(index.score('whale'))
  })

  it('is nothing where there are no texts, no words, or only words that everybody uses', () => {
    expect([...new LexicalIndex([]).score('whale')]).toEqual([])
    expect([...new LexicalIndex(['', '🦊']).score('whale')]).toEqual([0, 0])
    expect([...new LexicalIndex(['the whale']).score('is it the')]).toEqual([0])
  })
})
