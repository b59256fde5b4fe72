import { expect, it } from 'vitest'
import { describePlace, type Place, placeAt } from './place.ts'
import { placeSchema } from './place-schema.ts'

it.each<[Place, string]>([
  [{ locator: { kind: 'page', page: 4 }, headingPath: ['Visitors', 'Animals'] }, 'Page 4 · Animals'],
  [{ locator: { kind: 'page', page: 4, pageEnd: 4 }, headingPath: [] }, 'Page 4'],
  [{ locator: { kind: 'page', page: 4, pageEnd: 6 }, headingPath: [] }, 'Pages 4–6'],
  [{ headingPath: ['Animals'] }, 'Animals'],
  [{ headingPath: [] }, ''],
])('the place %j reads “%s”', (place, text) => {
  expect(describePlace(place)).toBe(text)
})

const page = (page: number, pageEnd?: number) => ({ kind: 'page', page, ...(pageEnd && { pageEnd }) })

it('the spot of a character is that of the last turn before it', () => {
  const place = placeSchema.parse({
    locator: page(4, 6),
    headingPath: ['A'],
    turns: [
      { at: 10, locator: page(5), headingPath: ['A'] },
      { at: 20, locator: page(6), headingPath: ['B'] },
    ],
  })
  expect([0, 9, 10, 19, 20, 99].map(at => describePlace(placeAt(place, at)))).toEqual([
    ...['Page 4 · A', 'Page 4 · A', 'Page 5 · A', 'Page 5 · A', 'Page 6 · B', 'Page 6 · B'],
  ])
})
