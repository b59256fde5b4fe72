import { describe, expect, it } from 'vitest'
import { resolveFollowUp } from './follow-up.ts'

const HOURS = {
  question: 'When are you open on Saturday?',
  answer: 'Saturday and Sunday: 10 a.m. to 8 p.m. [1]',
  answered: true,
}
const HOUSE = {
  question: 'Who designed the building?',
  answer: 'It was designed by the architect Clara Weiss. [1]',
  answered: true,
}
const JULY = { question: 'when do you open in july', answer: '10 to 6. [1]', answered: true }
const TOURS = {
  question: 'Does the museum have guided tours of the galleries?',
  answer: 'At weekends. [1]',
  answered: true,
}
const ENTRY = { question: 'how much is entry for an adult', answer: '11. [1]', answered: true }
const SATURDAY = { question: 'saturday opening', answer: '10 to 6. [1]', answered: true }
const FILES = { question: 'which files can I add', answer: 'PDF. [1]', answered: true }
const PASS = { question: 'What does the day pass cost?', answer: '9. [1]', answered: true }
const HALL = { question: 'how much to hire the main hall on a saturday', answer: '40. [1]', answered: true }
const LESSON = { question: 'how do I cancel a lesson', answer: 'By text. [1]', answered: true }
const PRICE = { question: 'whats the price to spay a cat', answer: '120. [1]', answered: true }
const SHOP = {
  question: 'What are the opening hours of the shop?',
  answer: 'From 10 to 6. [1]',
  answered: true,
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

describe('a follow-up', () => {
  it.each([
    ['And on Sundays?', HOURS, 'When are you open on Sundays?'],
    ['what about Mondays?', HOURS, 'When are you open on Mondays?'],
    ['Why?', HOURS, 'When are you open on Saturday: why?'],
    ['What about the staircase?', HOUSE, 'Who designed the staircase?'],
    ['How many floors does it have?', HOUSE, 'How many floors does the building have?'],
    ['And when did it open?', HOUSE, 'When did the building open?'],
    ['When was she born?', HOUSE, 'When was Clara Weiss born?'],
    ['How long do they last?', TOURS, 'How long do tours last?'],
    [
      'Where did she study law and medicine in Berlin?',
      HOUSE,
      'Where did Clara Weiss study law and medicine in Berlin?',
    ],
    [
      'Does it include the sauna and the steam bath?',
      PASS,
      'Does the day pass include the sauna and the steam bath?',
    ],
    ['do they cost more?', FILES, 'Do files cost more?'],
    ['and sundays?', SATURDAY, 'sundays opening?'],
    ['and for the green room?', HALL, 'how much to hire the green room on a saturday?'],
    ['How much does it cost to hire the boat?', TOURS, 'How much does it cost to hire the boat?'],
    ['does it go to the harbour?', PASS, 'Does the day pass go to the harbour?'],
    ['how much is it for a kid?', JULY, 'how much is it for a kid?'],
    ['what if its the day before?', LESSON, 'how do I cancel a lesson: its the day before?'],
    ['do you treat hamsters? who sees them', PRICE, 'do you treat hamsters? who sees them'],
    [
      'I left my towel behind last week, do you still have it?',
      PRICE,
      'I left my towel behind last week, do you still have it?',
    ],
    ['can i see them afterwards', PRICE, 'whats the price to spay a cat: can i see them afterwards?'],
    ['vegan food', ENTRY, 'vegan food'],
    ['and vegan food?', ENTRY, 'how much is entry for a vegan food?'],
    ['and for students?', ENTRY, 'how much is entry for students?'],
    ['And when do they close?', SHOP, 'When do the opening hours close?'],
    ['And\non Sundays?', HOURS, 'When are you open on Sundays?'],
  ] as const)('%j becomes a whole question', (followUp, before, question) => {
    expect(resolveFollowUp(before, followUp)).toMatchObject({ question })
  })

  it.each(['How much is a ticket for adults?', 'Is there wifi?', 'Where can I park?'])(
    'that stands alone, %j, stays as it is',
    question => {
      expect(resolveFollowUp(HOURS, question)).toEqual({ question })
    },
  )

  it.each(['Does it work with WordPress?', 'What is this about?'])(
    'that leans on the same as %j stays as it is',
    before => {
      const asked = 'Can I use it on my phone?'
      expect(resolveFollowUp({ question: before, answer: 'It does. [1]', answered: true }, asked)).toEqual({
        question: asked,
      })
    },
  )

  it.each([
    ['can I bath him?', 'can I bath my dog?'],
    ['can I bath him in the meantime?', 'can I bath my dog in the meantime?'],
  ])('%j is of the one who was talked of', (followUp, question) => {
    const before = { question: 'How long must my dog wear the cone?', answer: 'Ten days.', answered: true }
    expect(resolveFollowUp(before, followUp)).toMatchObject({ question: capital(question) })
  })

  it.each([
    ['does it work on a phone', 'which files can I add'],
    ['does it work on a phone', 'who can see my documents'],
    ['can I bath him in the meantime?', 'How long does the cone have to stay on?'],
    ['my dog ate chocolate and its sunday, what do i do?', 'What does it cost to spay a rabbit?'],
  ])('%j says enough by itself', (asked, question) => {
    expect(resolveFollowUp({ question, answer: 'So.', answered: true }, asked)).toEqual({ question: asked })
  })

  it('of what was not found asks for that again', () => {
    const before = { question: 'Do you offer diving classes?', answer: '', answered: false }
    expect(resolveFollowUp(before, 'And what do they cost?')).toEqual({
      question: 'What do classes cost?',
      guessed: true,
    })
  })

  it('stays as it is where nothing was asked before it', () => {
    expect(resolveFollowUp(null, 'And on Sundays?')).toEqual({ question: 'And on Sundays?' })
  })

  it('whose “she” nobody can be is asked back', () => {
    expect(resolveFollowUp(HOURS, 'When was she born?')).toEqual({ unclear: 'she' })
  })
})
