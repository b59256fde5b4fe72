import type { Source } from '../core/chat/answer-event.ts'
import { quotePlace } from '../core/chat/quotes-as-text.ts'
import { placeInDocument } from '../core/documents/place.ts'
import type { Quote, QuoteContent, QuotedAnswer } from '../core/quotes/quote.ts'
import { isForm, type QuotedRows, tableOf } from './quoted-rows.ts'

export interface NearestPlace {
  quote: Quote
  source: Source
  /** Beside its document's name; empty where that says it all. */
  place: string
  /** What stands there, in few lines: who shows it cuts it. */
  line: string
}

/** What comes nearest where nothing answers, best first. */
export function nearestPlaces(
  { nearest }: Pick<QuotedAnswer, 'nearest'>,
  sources: readonly Source[],
): NearestPlace[] {
  return nearest.map(quote => {
    const source = sources[quote.source]!
    const place = placeInDocument(quotePlace(quote, source), source.documentName)
    return { quote, source, place, line: lineOf(quote.content) }
  })
}

function lineOf(content: QuoteContent): string {
  switch (content.form) {
    case 'text':
      return content.text
    case 'list': {
      const items = content.items.join(' · ')
      return content.lead.endsWith(':')
        ? `${content.lead} ${items}`
        : [content.lead, items].filter(Boolean).join(' · ')
    }
    case 'rows':
      return linesOfRows(content).join('\n')
    case 'code':
      return [content.lead, content.text.replace(/\n\s*\n/g, '\n')].filter(Boolean).join('\n')
  }
}

function linesOfRows(content: QuotedRows): string[] {
  if (isForm(content)) return content.rows.map(row => row.filter(cell => cell.trim()).join(': '))
  const { header, rows } = tableOf(content)
  return rows.map(row => {
    const names = header.length === row.length ? header : []
    const cells = row.map((cell, at) => [names[at]?.trim(), cell])
    return cells
      .filter(([, cell]) => cell!.trim())
      .map(named => named.filter(Boolean).join(': '))
      .join(' · ')
  })
}
