import { expect, it } from 'vitest'
import type { Place } from '../documents/place.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import { sourceOfPassage } from './source-of-passage.ts'

function passage(text: string, place: Place): FoundPassage {
  const scores = { cosine: 1, lexical: 1, score: 1 }
  return {
    ...{ documentId: 'doc_1', documentName: 'Rules.pdf', ordinal: 4, text, place, ...scores },
    start: 100,
    end: 100 + text.length,
  }
}

it('begins below the headings that its place names, and says where that is', () => {
  const text = 'Visitors\n\nOpening  hours\n\nThe museum opens at ten.'
  expect(sourceOfPassage(passage(text, { headingPath: ['Visitors', 'Opening hours'] }))).toEqual({
    n: null,
    documentId: 'doc_1',
    documentName: 'Rules.pdf',
    place: { headingPath: ['Visitors', 'Opening hours'] },
    text: 'The museum opens at ten.',
    start: 100 + text.indexOf('The museum'),
    end: 100 + text.length,
  })
})

it.each([
  ['no heading', 'It opens at ten.', []],
  ['a heading that stands further up', 'It opens at ten.', ['Visitors']],
  ['a heading in the middle of a line', 'Visitors come at ten.\nThey leave at six.', ['Visitors']],
  ['nothing but headings', 'Visitors\n\n', ['Visitors']],
])('is left as it is with %s', (_, text, headingPath) => {
  expect(sourceOfPassage(passage(text, { headingPath }))).toMatchObject({ text, start: 100 })
})

it('takes along where another page or heading begins', () => {
  const text = 'Visitors\n\nIt opens at ten.\n\nPrices\n\nIt costs €28.'
  const turns = [
    { at: 2, headingPath: ['Visitors'] },
    { at: text.indexOf('Prices'), locator: { kind: 'page' as const, page: 3 }, headingPath: ['Prices'] },
  ]
  const source = sourceOfPassage(
    passage(text, { locator: { kind: 'page', page: 2 }, headingPath: ['Visitors'], turns }),
  )
  expect(source.place.turns).toEqual([
    { at: source.text.indexOf('Prices'), locator: { kind: 'page', page: 3 }, headingPath: ['Prices'] },
  ])
})
