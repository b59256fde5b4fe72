import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuGrowth } from '../../testing/cpu-growth.ts'
import type { FoundPassage } from '../ports.ts'
import { rankByPhrases } from './rank-by-phrases.ts'

function passage(text: string, score: number, ordinal = 0): FoundPassage {
  return {
    documentId: 'doc_1',
    documentName: 'Rules.pdf',
    ordinal,
    text,
    start: 0,
    end: text.length,
    place: { headingPath: [] },
    cosine: 0.5,
    lexical: 1,
    score,
  }
}

describe('passages read again', () => {
  it('stand higher where they use a phrase of the question', () => {
    const found = [
      passage('A ticket for the family of a guide.', 0.5, 0),
      passage('A Family  Ticket costs 28 euros.', 0.45, 1),
    ]
    const ranked = rankByPhrases('what does a family ticket cost', found)
    expect(ranked.map(({ ordinal }) => ordinal)).toEqual([1, 0])
  })

  it('move a little only: what is far better stays ahead', () => {
    const found = [passage('whale', 0.9, 0), passage('family ticket', 0.5, 1)]
    expect(rankByPhrases('family ticket', found)[0]!.ordinal).toBe(0)
  })

  it('keep their order where the question has no two words, or nobody uses them', () => {
    const found = [passage('whale', 0.5, 3), passage('whale song', 0.5, 1), passage('song', 0.2, 2)]
    for (const question of ['', '🦊', 'whale', '博物館', 'dog food']) {
      expect(rankByPhrases(question, found).map(({ ordinal }) => ordinal)).toEqual([3, 1, 2])
    }
  })

  it('are compared with the beginning of a question as long as a text', () => {
    const found = [passage('whale', 0.5, 0), passage('family ticket', 0.5, 1)]
    const first = (question: string) => rankByPhrases(question, found)[0]!.ordinal
    expect(first(`family ticket ${'word '.repeat(300)}`)).toBe(1)
    expect(first(`${'word '.repeat(300)} family ticket`)).toBe(0)
  })

  it('have the score of a slow look for each phrase', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 }).map(words => words.join(' '))
    const score = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(text, fc.array(fc.tuple(text, score), { maxLength: 6 }), (question, list) => {
        const words = question.split(' ')
        const phrases = new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`))
        const slow = list.map(([text, score]) => {
          const said = [...phrases].filter(phrase => ` ${text} `.includes(` ${phrase} `)).length
          return (score + (phrases.size ? (0.3 * said) / phrases.size : 0)) / 1.3
        })
        const found = rankByPhrases(
          question,
          list.map(([text, score], at) => passage(text, score, at)),
        )
        const order = slow.map((_, at) => at).sort((a, b) => slow[b]! - slow[a]! || a - b)
        expect(found.map(({ score }) => score)).toEqual(order.map(at => expect.closeTo(slow[at]!, 10)))
      }),
    )
  })

  it('cost little, however long the question', () => {
    const found = Array.from({ length: 20 }, (_, at) => passage('whale museum garden '.repeat(40), 0.5, at))
    const growth = cpuGrowth(
      (question: string) => rankByPhrases(question, found),
      words => 'word '.repeat(words),
      5_000,
    )
    expect(growth).toBeLessThan(8)
  })
})
