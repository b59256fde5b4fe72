import { describe, expect, it } from 'vitest'
import { countedWord, expectedKind, findKind } from './expected-kind.ts'

describe('what a question asks for', () => {
  it.each([
    ['When does it open?', 'clock'],
    ['When was it built?', 'time'],
    ['What happens when a document fails?', 'thing'],
    ['How do I put it on my website?', 'steps'],
    ['What is your e-mail address?', 'contact'],
    ['Who do I ring about a wedding?', 'contact'],
    ['How much is a ticket?', 'money'],
    ['How much water may I bring?', 'number'],
    ['how much is pet insurance per month?', 'money'],
    ['How much for neutering a rabbit?', 'money'],
    ['How much is left?', 'number'],
    ['Could the repair cost more?', 'yes-no'],
    ['How long does it take?', 'duration'],
    ['how late can i cancel', 'duration'],
    ['How late are you open?', 'clock'],
    ['Was kostet die Sauna?', 'money'],
    ['Was it open in 1931?', 'yes-no'],
    ['Who painted it?', 'person'],
    ['What is a docent?', 'definition'],
    ['What is the name of the dog?', 'thing'],
    ['What is the command to start it?', 'command'],
    ["what is bruce wayne's policy number", 'thing'],
    ['opening hours', 'clock'],
    ['We lost our bin on Monday. How much is a new one?', 'money'],
    ['Is it far? I have no car.', 'yes-no'],
    ['someone took our bin, do we have to pay', 'yes-no'],
    ['How warm is the pool?', 'number'],
    ['whales', 'any'],
  ] as const)('%j: %s', (question, kind) => {
    expect(expectedKind(question)).toBe(kind)
  })

  it('is counted by its own word', () => {
    expect(countedWord('How many different seats are there?')).toBe('seats')
    expect(countedWord('How long is it?')).toBeNull()
  })
})

describe('what a text names', () => {
  it.each([
    [
      'money',
      'A ticket costs twenty-eight euros or $30, children free.',
      ['twenty-eight euros', '$30', 'free'],
    ],
    ['time', 'It opened in May 1931, two years later than planned.', ['in May', '1931', 'two years later']],
    [
      'clock',
      'From 10:30 to 6 pm, on Sundays from noon, else closed.',
      ['10:30', '6 pm', 'Sundays', 'noon', 'closed'],
    ],
    [
      'money',
      'It is charged at 7.50, for dogs GBP 25, without charge for cubs.',
      ['7.50', 'GBP 25', 'without charge'],
    ],
    ['clock', 'By half past six, huts from four.', ['By half', 'from four']],
    ['duration', 'It takes a week.', ['a week']],
    ['percent', 'About 25 % of it, a third percent.', ['25 %']],
    ['command', 'In its folder, npm start installs it; add --fast.', ['npm start', '--fast']],
    ['contact', 'Call +44 20 7946 0000 or write to a@b.example.', ['+44 20 7946 0000', 'a@b.example.']],
  ] as const)('of the kind %s', (kind, text, names) => {
    const found = findKind(kind, text)!.map(({ start, end }) => text.slice(start, end).trim())
    for (const name of names) expect(found.join('|')).toContain(name.replace(/\.$/, ''))
  })

  it.each([
    ['person', 'Press Ctrl-C to stop.'],
    ['command', 'Stop it, then start it again.'],
    ['money', 'Open 10.30 am, version 2.10.4, from 1.5 to 20 km.'],
  ] as const)('is no %s: %j', (kind, text) => {
    expect(findKind(kind, text)).toEqual([])
  })

  it('cannot be told of everything', () => {
    expect(findKind('thing', 'A whale.')).toBeNull()
  })
})
