import { describe, expect, it } from 'vitest'
import type { Source } from './answer-event.ts'
import { exactPlace } from './exact-place.ts'

const text = 'The museum opens at ten.\n\nTickets\n\nA family ticket costs 28 euros.'
const source: Pick<Source, 'text' | 'place'> = {
  text,
  place: {
    locator: { kind: 'page', page: 1, pageEnd: 2 },
    headingPath: ['Opening hours'],
    turns: [{ at: text.indexOf('Tickets'), locator: { kind: 'page', page: 2 }, headingPath: ['Tickets'] }],
  },
}

describe('the exact place', () => {
  it('is the page and the heading of the words that say it', () => {
    expect(exactPlace(source, ['A family ticket costs 28 euros.'])).toEqual({
      locator: { kind: 'page', page: 2 },
      headingPath: ['Tickets'],
    })
    expect(exactPlace(source, ['It opens at ten.'])).toEqual({
      locator: { kind: 'page', page: 1 },
      headingPath: ['Opening hours'],
    })
  })

  it('is the whole passage where none of it says the sentence', () => {
    expect(exactPlace(source, ['Elephants swim.'])).toBe(source.place)
    expect(exactPlace(source, [])).toBe(source.place)
  })
})
