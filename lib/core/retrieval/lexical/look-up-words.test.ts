import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchedText } from '../question-words.ts'
import { buildLexical } from './build-postings.ts'
import { LexicalSegment } from './lexical-segment.ts'
import { lookUpWords } from './look-up-words.ts'
import { slips } from './respell.ts'

const ACCEPTANCE =
  'The Technology Acceptance Model says when people accept a new technology. It was made for computers.'
const FERRY = 'The ferry to the lighthouse leaves at ten. A ticket for the ferry costs 28 euros.'

function segments(...texts: string[]) {
  return texts.map(text => {
    const segment = new LexicalSegment(
      buildLexical([
        { name: 'Rules', passages: text.split('\n').map(line => ({ headingPath: [], text: line })) },
      ]),
    )
    return { segment, live: [{ from: 0, to: segment.rows }] }
  })
}

describe('the words of a question', () => {
  it('are known by how many passages have them, in any form', () => {
    const known = lookUpWords(
      segments(`${FERRY}\nNo ferry on Sundays.`, ACCEPTANCE),
      'When do ferries leave for Mars?',
    )
    expect(known).toEqual({
      text: 'When do ferries leave for Mars?',
      words: [
        { word: 'ferries', passages: 2 },
        { word: 'leave', passages: 1 },
        { word: 'Mars', passages: 0 },
      ],
      passages: 3,
    })
  })

  it('that stand nowhere are looked for as others say them', () => {
    const { others } = lookUpWords(segments('A child pays nothing.'), 'Does a kid pay?')
    expect(others).toEqual(['child'])
    expect(searchedText({ text: 'kid', words: [], passages: 1, others: ['child'] })).toBe('kid child')
    expect(lookUpWords(segments('A child pays nothing.'), 'Does a child pay?')).not.toHaveProperty('others')
  })

  it('are known from names and headings too', () => {
    const { words } = lookUpWords(segments(FERRY), 'What do the rules say?')
    expect(words).toEqual([
      { word: 'rules', passages: 1 },
      { word: 'say', passages: 0 },
    ])
  })

  it('are not known from what was withdrawn', () => {
    const [ferry, model] = segments(FERRY, ACCEPTANCE)
    const { text, words } = lookUpWords([{ ...ferry!, live: [] }, model!], 'the lighthuose ferry')
    expect(text).toBe('the lighthuose ferry')
    expect(words.map(({ passages }) => passages)).toEqual([0, 0])
  })

  it.each([
    ['what is technolgy aceptance?', 'what is technology acceptance?'],
    ['Lighthuose tickets', 'Lighthouse tickets'],
    ['Technologie acceptance', 'Technology acceptance'],
    ['Wich lighthouse?', 'Which lighthouse?'],
    ['xlighthuose and lighthuose', 'xlighthuose and lighthouse'],
    ['a technologymodel', 'a technology model'],
    ['peoplemodel', 'people model'],
  ])('stand for what was meant: %j', (asked, text) => {
    expect(lookUpWords(segments(FERRY, ACCEPTANCE), asked).text).toBe(text)
  })

  it.each([
    ['is English as it is', 'When was it mode for computers? Where is the ferret?'],
    ['is short', 'A tickt or a fery?'.replace('tickt', 'tix')],
    ['is another form', 'Is it technologic?'],
    ['is one word', 'Is somebodymodel a word?'],
    ['is a code', 'TECHNOLGY and AB-1234'],
    ['is nearly one that asks', 'Were is the wheat?'],
    ['is nowhere near', 'Can an elefantasy fly to Jupiter?'],
  ])('stay as they are where one %s', (_, asked) => {
    expect(lookUpWords(segments(FERRY, ACCEPTANCE), asked).text).toBe(asked)
  })

  it('are none where there is nothing', () => {
    expect(lookUpWords([], 'Anything?')).toEqual({ text: 'Anything?', words: [], passages: 0 })
  })
})

it('counts slips as the plain recursion does', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(slips(a, b, 9)).toBe(plainly(a, b))
      expect(slips(a, b, 1)).toBe(Math.min(2, plainly(a, b)))
    }),
  )
})

function plainly(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [i, j] = [a.slice(0, -1), b.slice(0, -1)]
  const exchanged = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
  return Math.min(
    plainly(i, b) + 1,
    plainly(a, j) + 1,
    plainly(i, j) + (a.at(-1) === b.at(-1) ? 0 : 1),
    exchanged ? plainly(a.slice(0, -2), b.slice(0, -2)) + 1 : Number.POSITIVE_INFINITY,
  )
}
