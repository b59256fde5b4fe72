import { describe, expect, it } from 'vitest'
import type { QuoteContent } from '../quotes/quote.ts'
import type { Source } from './answer-event.ts'
import { quotesAsText } from './quotes-as-text.ts'

const source: Source = {
  ...{ n: 2, documentId: 'doc_1', documentName: 'Rules_2026.md', text: 'x'.repeat(90), start: 100, end: 190 },
  place: { headingPath: ['Rules'], turns: [{ at: 40, headingPath: ['Rules', 'Tickets'] }] },
}

function text(content: QuoteContent, start = 150): string {
  const quotes = [{ source: 0, start, end: start + 10, content }]
  return quotesAsText({ said: '', quotes, nearest: [], unknown: [] }, [source])
}

describe('a quote as text', () => {
  it('stands under its document and the heading that is nearest', () => {
    expect(text({ form: 'text', text: 'Dogs may come.' })).toBe(
      'From *Rules\\_2026.md*, “Tickets”:\n\n> Dogs may come. [2]',
    )
    expect(text({ form: 'text', text: 'Dogs may come.' }, 110)).toContain('“Rules”')
  })

  it('keeps what its document has for marks', () => {
    expect(text({ form: 'text', text: 'Press *Go* [1], <b>now</b>' })).toContain(
      'Press \\*Go\\* \\[1\\], \\<b\\>now\\</b\\>',
    )
    expect(text({ form: 'list', lead: '', items: ['1. first', '- dash'], more: 0 })).toContain(
      '- 1\\. first\n- \\- dash',
    )
  })

  it('is a list with its lead, a row under its column’s words, code in a fence that holds', () => {
    expect(text({ form: 'list', lead: 'Bring:', items: ['a bag', 'a dog'], more: 0 })).toContain(
      '> Bring:\n\n- a bag\n- a dog [2]',
    )
    expect(
      text({ form: 'rows', header: ['Ticket', 'Price'], rows: [['Family', '28 €']], more: 0 }),
    ).toContain('> Ticket: Family · Price: 28 €')
    expect(text({ form: 'code', lead: 'Start it:', text: 'a\n```\nb' })).toContain(
      '> Start it:\n\n````\na\n```\nb\n````\n',
    )
  })
})
