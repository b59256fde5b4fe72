import type { Quote } from './quote.ts'

/** What a quote says, line by line, as somebody reads it out or looks for it. */
export function linesOfQuote({ content }: Pick<Quote, 'content'>): string[] {
  switch (content.form) {
    case 'text':
      return [content.text]
    case 'list':
      return [content.lead, ...content.items].filter(Boolean)
    case 'rows':
      return content.rows.map(row => row.filter(Boolean).join(', '))
    case 'code':
      return [content.lead, content.text].filter(Boolean)
  }
}
