import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, type Language } from './language.ts'
import { hasWord, termsOf, wordMarker, wordsLookedFor } from './mark-words.ts'

/** The marked pieces of a text. */
function marked(question: string, text: string, languages: Language[] = ['en']): string[] {
  const words = wordsLookedFor(question, languages)
  return wordMarker(words, languages)(text).map(({ start, end }) => text.slice(start, end))
}

const looked = (question: string, languages: Language[] = ['en']) =>
  wordsLookedFor(question, languages).map(({ word }) => word)

describe('the words of a question', () => {
  it('are those it is about, each once, as it writes them', () => {
    expect(looked('What does a Family ticket cost, and are family TICKETS enough?')).toEqual([
      'Family',
      'ticket',
      'cost',
      'enough',
    ])
  })

  it('are all of it where nothing else is left, and none in what has no letters', () => {
    expect(looked('The Who?')).toEqual(['The', 'Who'])
    expect(looked('🦊🐳 ?!')).toEqual([])
  })

  it('take a code for one word', () => {
    expect(looked('Is AB-1234 sold?')).toEqual(['AB-1234', 'sold'])
  })
})

describe('the marks', () => {
  it('stand at the same words in other forms, not at function words', () => {
    expect(
      marked('What does a ticket cost?', 'What a pity: tickets are what costs. A ticketing desk.'),
    ).toEqual(['tickets', 'costs', 'ticketing'])
  })

  it('do not mind accents, capitals and soft hyphens', () => {
    expect(marked('Where is the cafe museum?', 'The CAFÉ of the mu\u00adseum.')).toEqual([
      'CAFÉ',
      'mu\u00adseum',
    ])
  })

  it('follow the language of the text', () => {
    expect(marked('Welche Öffnungszeiten gelten?', 'Die Öffnungszeit gilt.', ['de'])).toContain(
      'Öffnungszeit',
    )
  })

  it('take all of a code that was asked for, and of other chains only the part', () => {
    expect(marked('Is AB-1234 sold?', 'Part AB-1234 and part AB1234.')).toEqual(['AB-1234', 'AB1234'])
    expect(marked('Is AB1234 sold?', 'Part AB-1234.')).toEqual(['AB-1234'])
    expect(marked('Where is the garden?', 'Through the house/garden door.')).toEqual(['garden'])
  })

  it('stand at the characters themselves where nobody writes spaces', () => {
    expect(marked('開館時間は？', '当館の開館時間は十時です。', ['other'])).toEqual(['開館時間は'])
    expect(marked('時間', '当館の開館時間は十時です。', ['other'])).toEqual(['時間'])
  })

  it('are in order, apart, and at words that are found by the search itself', () => {
    const words = fc.constantFrom(
      'ticket',
      'Tickets',
      'AB-1234',
      'the',
      'café',
      '開館時間',
      '28.50',
      'x@y.de',
      '🦊',
      'a/b',
      "l'eau",
    )
    const text = fc.array(words, { maxLength: 12 }).map(some => some.join(' '))
    fc.assert(
      fc.property(text, text, (question, passage) => {
        const looked = wordsLookedFor(question, LANGUAGES)
        const marks = wordMarker(looked, LANGUAGES)(passage)
        let last = 0
        for (const { start, end } of marks) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        const has = looked.some(word => hasWord(termsOf([passage], LANGUAGES), word))
        if (has) expect(marks.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a text', () => {
  const has = (question: string, text: string, languages: Language[] = ['en']) =>
    wordsLookedFor(question, languages).map(word => hasWord(termsOf([text], languages), word))

  it('has a word in any of its forms', () => {
    expect(has('family tickets', 'A ticket for families.')).toEqual([true, true])
    expect(has('elephant tickets', 'A ticket for families.')).toEqual([false, true])
  })

  it('has a code whole or in all of its parts', () => {
    expect(has('AB-1234', 'Part AB1234')).toEqual([true])
    expect(has('AB-1234', 'Part AB, number 1234')).toEqual([true])
    expect(has('AB-1234', 'Part AB')).toEqual([false])
  })

  it('has a question without spaces where it has a piece of it', () => {
    expect(has('開館時間は？', '時間は十時', ['other'])).toEqual([true])
    expect(has('開館時間は？', '入場料', ['other'])).toEqual([false])
  })
})
