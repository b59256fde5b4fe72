import { describe, expect, it } from 'vitest'
import type { Source } from '../core/chat/answer-event.ts'
import type { Quote, QuoteContent } from '../core/quotes/quote.ts'
import { nearestPlaces } from './nearest-places.ts'

function source(documentName: string, ...headingPath: string[]): Source {
  return { n: null, documentId: 'doc_1', documentName, place: { headingPath }, text: '', start: 0, end: 0 }
}

const quote = (source: number, content: QuoteContent): Quote => ({ source, start: 0, end: 9, content })
const rows = (header: string[], ...rows: string[][]): QuoteContent => ({
  form: 'rows',
  header,
  rows,
  more: 0,
})

it('each nearest place is named, with what stands there', () => {
  const sources = [source('Rules', 'Rules'), source('Rules', 'Rules', 'Animals')]
  const nearest = [quote(1, { form: 'text', text: 'No dogs.' }), quote(0, rows([], ['Cat', '', 'free']))]
  expect(nearestPlaces({ nearest }, sources)).toEqual([
    { quote: nearest[0], source: sources[1], place: 'Animals', line: 'No dogs.' },
    { quote: nearest[1], source: sources[0], place: '', line: 'Cat · free' },
  ])
})

describe('what stands there', () => {
  const lineOf = (content: QuoteContent) =>
    nearestPlaces({ nearest: [quote(0, content)] }, [source('Rules')])[0]!.line

  it('of a table is a line for each row, its cells by what stands above them', () => {
    expect(lineOf(rows(['Ticket', 'Price', ''], ['Single, adult', '9,50 €', 'x'], ['Family', '', ' ']))).toBe(
      'Ticket: Single, adult · Price: 9,50 € · x\nTicket: Family',
    )
  })

  it('of a form is the name of a field and what it says', () => {
    expect(lineOf(rows([], ['Tenant', 'Ada Coffin'], ['Car', '']))).toBe('Tenant: Ada Coffin\nCar')
  })

  it('of a table whose first row stands above the others is like that of any table', () => {
    expect(lineOf(rows([], ['Adult', 'Child'], ['Museum', '14', '6']))).toBe('Museum · Adult: 14 · Child: 6')
  })

  it('of a list is what leads to it, with its items behind', () => {
    const items = ['a dog', 'water']
    expect(lineOf({ form: 'list', lead: 'You may bring:', items, more: 3 })).toBe(
      'You may bring: a dog · water',
    )
    expect(lineOf({ form: 'list', lead: '', items, more: 0 })).toBe('a dog · water')
    expect(lineOf({ form: 'list', lead: 'Bring little.', items, more: 0 })).toBe(
      'Bring little. · a dog · water',
    )
  })

  it('of code is its lines as they stand, without those that are empty', () => {
    expect(lineOf({ form: 'code', lead: 'Start it:', text: 'npm install\n\n  \nnpm start' })).toBe(
      'Start it:\nnpm install\nnpm start',
    )
  })
})
