import { expect, it } from 'vitest'
import { describePlace, type Place, placeAt, placeInDocument } from './place.ts'
import { placeSchema } from './place-schema.ts'

it.each<[Place, string]>([
  [{ locator: { kind: 'page', page: 4 }, headingPath: ['Visitors', 'Animals'] }, 'Page 4 · Animals'],
  [{ locator: { kind: 'page', page: 4, pageEnd: 4 }, headingPath: [] }, 'Page 4'],
  [{ locator: { kind: 'page', page: 4, pageEnd: 6 }, headingPath: [] }, 'Pages 4–6'],
  [{ locator: { kind: 'sheet', sheet: 'Costs', cells: 'A6:E6' }, headingPath: ['Costs'] }, 'Costs, A6:E6'],
  [{ locator: { kind: 'sheet', sheet: '', cells: 'A6:E9' }, headingPath: [] }, 'Rows 6–9'],
  [{ headingPath: ['Animals'] }, 'Animals'],
  [{ headingPath: [] }, ''],
])('the place %j reads “%s”', (place, text) => {
  expect(describePlace(place)).toBe(text)
})

it.each([
  ['Tickets.pdf', ['Tickets', 'Families'], 'Page 4 · Families'],
  ['Tickets', ['Tickets'], 'Page 4'],
  ['Tickets', ['Visitors', 'TICKETS '], 'Page 4 · Visitors'],
  ['visitor_rules.pdf', ['Visitor rules'], 'Page 4'],
  ['Rules', ['Animals', '9e107d9d-372b-4682-9bd3-1d35a0b6b5c1'], 'Page 4 · Animals'],
  ['Rules', ['{9E107D9D372B46829BD31D35A0B6B5C1}'], 'Page 4'],
  ['Rules', [], 'Page 4'],
])('beside “%s”, %j reads “%s”', (documentName, headingPath, text) => {
  expect(placeInDocument({ locator: { kind: 'page', page: 4 }, headingPath }, documentName)).toBe(text)
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
