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
    ['The term runs from May to June.', 'start'],
  ])('%j: %s', (text, word) => {
    expect(saidInPhrases(text)).toContain(stem(word, 'en'))
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
    ['Is 5 pm too late?', null],
    ['It is 12 euros', null],
    ['room 12', null],
  ])('in %j: %s', (question, age) => {
    expect(ageIn(question)).toBe(age)
  })

  it.each([
    ['Children under eight', false],
    ['4 to 7', true],
    ['aged 16 or over', true],
    ['From the age of 14', true],
    ['It has 7 rooms.', false],
  ])('is bounded by %j: %s', (text, bounds) => {
    expect(boundsAge(text)).toBe(bounds)
  })
})
