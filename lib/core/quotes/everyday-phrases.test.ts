import { describe, expect, it } from 'vitest'
import { stem } from '../retrieval/lexical/stemmers/stem.ts'
import { ageIn, boundsAge, inPlainWords, saidInPhrases } from './everyday-phrases.ts'

describe('a question in plain words', () => {
  it.each([
    ['How do I get out of the plan?', 'How do I cancel the plan?'],
    ['can i bring it back', 'can i return'],
    ['Do I get my money back?', 'Do I refund?'],
    ['what if i dont turn up for it', 'what if i dont attend for it'],
    ['Where can I park the car?', 'Where can I parking?'],
    ['Who is in charge of wages?', 'Who is for wages?'],
    ['Is half an hour enough?', 'Is 30 minutes enough?'],
    ['Does the lift turn up there?', 'Does the lift turn up there?'],
  ])('%j: %j', (question, plain) => {
    expect(inPlainWords(question)).toBe(plain)
  })
})

describe('what a text says in other words', () => {
  it.each([
    ['It is kept at 28 °C.', 'temperature'],
    ['It weighs 25 kg.', 'weight'],
    ['The tank holds 2.4 litres.', 'size'],
    ['Over 65 or on benefits', 'pensioner'],
    ['Six free spaces', 'price'],
    ['The second child of a family: 15 percent', 'sibling'],
    ['Each lasts half an hour.', '30'],
    ['The term runs from May to June.', 'start'],
    ['Closed from 24 December to 6 January', 'christmas'],
  ])('%j: %s', (text, word) => {
    expect(saidInPhrases(text)).toContain(stem(word, 'en'))
  })

  it.each(['Pick up the key here.', 'If the lift breaks down, ring.', 'Sign up for it.', 'Get rid of it.'])(
    'is what a question that says it so is looked for by: %j',
    text => {
      const [word] = saidInPhrases(text)
      expect(saidInPhrases(text).size).toBe(1)
      expect(
        stem(
          inPlainWords(text)
            .split(/[^a-z]+/i)
            .find(one => stem(one.toLowerCase(), 'en') === word) ?? '',
          'en',
        ),
      ).toBe(word)
    },
  )

  it.each([
    ['1 June – 31 August', ['june', 'july', 'august']],
    ['From November to the end of January', ['november', 'december', 'january']],
    ['closed in January and November', []],
    ['between 10 May and 14 September', ['may', 'june', 'july', 'august', 'september']],
  ])('is every month of %j', (text, months) => {
    expect([...saidInPhrases(text)].toSorted()).toEqual(months.map(month => stem(month, 'en')).toSorted())
  })

  it('is nothing where it says nothing of the kind', () => {
    expect(saidInPhrases('The lighthouse stands on the cliff.')).toEqual(new Set())
  })
})

describe('an age', () => {
  it.each([
    ['can my 7 year old go in alone', '7'],
    ['My daughter is 17. May she join?', '17'],
    ["I'm 66, do I pay less?", '66'],
    ['can my daughter belay me shes 12', '12'],
    ['Is 24 December open?', null],
    ['Is 12.50 too much?', null],
    ['Is 45 people too many?', null],
    ['room 12', null],
  ])('in %j: %s', (question, age) => {
    expect(ageIn(question)).toBe(age)
  })

  it.each([
    ['Children under eight', 7, false],
    ['4 to 7', 7, true],
    ['4 to 7', 17, false],
    ['aged 16 or over', 15, true],
    ['aged 16 or over', 9, false],
    ['From the age of 14', 17, true],
    ['under 5', 17, false],
    ['65+', 66, true],
    ['It has 7 rooms.', 7, false],
  ])('is bounded by %j: %i, %s', (text, age, bounds) => {
    expect(boundsAge(text, age)).toBe(bounds)
  })

  it.each([
    ['Children from 8 to 15', 7, false],
    ['Children from 8 to 15', 8, true],
    ['aged 16 or over', 15, false],
    ['under 5', 6, false],
  ])('is strictly bounded by %j: %i, %s', (text, age, bounds) => {
    expect(boundsAge(text, age)).toBe(true)
    expect(boundsAge(text, age, 0)).toBe(bounds)
  })
})
