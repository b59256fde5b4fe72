import { expect, it } from 'vitest'
import { quotedPlaces } from './quoted-places.ts'

const quote = (source: number, start: number) => ({
  source,
  start,
  end: start + 5,
  content: { form: 'text' as const, text: 'Words' },
})
const page = (page: number) => ({ kind: 'page' as const, page })
const invoice = {
  documentName: 'Invoice.pdf',
  start: 100,
  place: {
    locator: { ...page(1), pageEnd: 2 },
    headingPath: ['Supplies'],
    turns: [{ at: 40, locator: page(2), headingPath: ['Estimate'] }],
  },
}
const letter = { documentName: 'Letter.txt', start: 0, place: { headingPath: [] } }

it.each([
  ['quotes of one page are of one place', [quote(0, 100), quote(0, 120)], 1],
  ['two pages of one source are two places', [quote(0, 100), quote(0, 120), quote(0, 150)], 2],
  ['two sources are two places, however they are named', [quote(1, 0), quote(2, 0)], 2],
])('%s', (_, quotes, places) => {
  expect(quotedPlaces({ quotes }, [invoice, letter, letter])).toBe(places)
})
