import { describe, expect, it } from 'vitest'
import type { Turn } from './prompt.ts'
import { rewriteFollowUp } from './rewrite.ts'

const HOURS: Turn[] = [
  { role: 'visitor', text: 'When are you open on Saturday?' },
  { role: 'guide', text: 'Saturday and Sunday: 10 a.m. to 8 p.m. [2]' },
]
const HOUSE: Turn[] = [
  { role: 'visitor', text: 'Who designed the building?' },
  { role: 'guide', text: 'It was designed by the architect Clara Weiss. [4]' },
]

describe('making a follow-up stand alone', () => {
  it.each([
    ['And on Sundays?', HOURS, 'When are you open on Sundays?'],
    ['what about Mondays?', HOURS, 'When are you open on Mondays?'],
    ['Why?', HOURS, 'When are you open on Saturday: why?'],
    ['What about the staircase?', HOUSE, 'Who designed the staircase?'],
    ['How many floors does it have?', HOUSE, 'How many floors does the building have?'],
    ['And when did it open?', HOUSE, 'When did the building open?'],
    ['When was she born?', HOUSE, 'When was Clara Weiss born?'],
  ] as const)('turns "%s" into a whole question', (followUp, turns, whole) => {
    expect(rewriteFollowUp([...turns], followUp)).toBe(whole)
  })

  it.each(['How much is a ticket for adults?', 'Is there wifi?', 'Thanks!', 'Where can I park?'])(
    'leaves "%s" as it is',
    followUp => {
      expect(rewriteFollowUp(HOURS, followUp)).toBe(followUp)
    },
  )

  it('has nothing to add at the start of a conversation', () => {
    expect(rewriteFollowUp([], 'And on Sundays?')).toBe('And on Sundays?')
  })

  it('answers in one line', () => {
    expect(rewriteFollowUp(HOURS, 'And\non Sundays?')).not.toContain('\n')
  })
})
