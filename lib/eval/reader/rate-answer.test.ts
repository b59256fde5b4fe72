import { describe, expect, it } from 'vitest'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
import type { Answered } from './own-guide.ts'
import { goodWordsWereRead, rateAnswer } from './rate-answer.ts'

const TICKETS = { answerable: true, documents: ['prices.md'], good: [['28 euros', '€28'], ['family']] }
const RAIN = { answerable: false, documents: [], good: [] }

/** An answer that quotes these texts, each of a document. */
function quoting(quotes: [document: string, text: string][], said = ''): Answered {
  const passages = quotes.map(([documentId, text], ordinal): FoundPassage => {
    const about = { documentId, documentName: documentId, cosine: 0, lexical: 0, score: 0 }
    return { ...about, ordinal, text, start: 0, end: text.length, place: { headingPath: [] } }
  })
  return {
    words: { text: '', words: [], passages: 9 },
    passages,
    quoted: {
      ...{ said, nearest: [], unknown: [] },
      quotes: quotes.map(([, text], source) => ({
        ...{ source, start: 0, end: text.length },
        content: { form: 'text', text },
      })),
    },
  }
}
const ASKING_BACK: Answered = { ...quoting([], 'What does “it” stand for?'), words: null }

describe('an answer is rated', () => {
  it.each<[string, Parameters<typeof rateAnswer>[0], Answered, string]>([
    ['with all good words', TICKETS, quoting([['prices.md', 'A FAMILY ticket:\n28  euros.']]), 'good'],
    ['with others of them', TICKETS, quoting([['prices.md', 'Family: €28']]), 'good'],
    [
      'with good words in two quotes',
      TICKETS,
      quoting([
        ['prices.md', 'Family'],
        ['prices.md', '€28'],
      ]),
      'good',
    ],
    ['with some of the good words', TICKETS, quoting([['prices.md', 'Single: 28 euros.']]), 'wrong'],
    ['with part of a good word', TICKETS, quoting([['prices.md', 'Family: 128 euros.']]), 'wrong'],
    [
      'with the words of another document',
      TICKETS,
      quoting([['menu.md', 'Family pizza: 28 euros']]),
      'wrong',
    ],
    ['that nothing was found', TICKETS, quoting([], 'I did not find this.'), 'missed'],
    ['that asks back', TICKETS, ASKING_BACK, 'missed'],
    ['that nothing was found, rightly', RAIN, quoting([], 'I did not find this.'), 'good'],
    ['that asks back, rightly', RAIN, ASKING_BACK, 'good'],
    ['with a quote where nothing answers', RAIN, quoting([['prices.md', 'Rain coats: 5 euros']]), 'wrong'],
    ['that says what it has to', { ...RAIN, good: [['English']] }, quoting([], 'Ask in English.'), 'good'],
    ['that does not', { ...RAIN, good: [['English']] }, quoting([], 'I did not find this.'), 'missed'],
  ])('%s', (_, question, answered, outcome) => {
    expect(rateAnswer(question, answered)).toBe(outcome)
  })
})

it('it is told whether the good words were among what was read of the right document', () => {
  expect(
    goodWordsWereRead(
      TICKETS,
      quoting([
        ['prices.md', 'Family'],
        ['prices.md', '€28'],
      ]),
    ),
  ).toBe(true)
  expect(
    goodWordsWereRead(
      TICKETS,
      quoting([
        ['prices.md', 'Family'],
        ['menu.md', '€28'],
      ]),
    ),
  ).toBe(false)
  expect(goodWordsWereRead(RAIN, quoting([['menu.md', 'Rain']]))).toBe(false)
  expect(goodWordsWereRead(TICKETS, ASKING_BACK)).toBe(false)
})
