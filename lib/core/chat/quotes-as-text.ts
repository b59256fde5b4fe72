import { placeAt, type Spot } from '../documents/place.ts'
import type { Quote, QuotedAnswer } from '../quotes/quote.ts'
import type { Source } from './answer-event.ts'

/** A quoted answer as Markdown, for those who read text only: each quote under where it is from, its number behind it. */
export function quotesAsText({ said, quotes }: QuotedAnswer, sources: readonly Source[]): string {
  const parts = quotes.map(quote => {
    const source = sources[quote.source]!
    return `${leadIn(quote, source)}\n\n${bodyOf(quote)} [${source.n}]`
  })
  return [said, ...parts].filter(Boolean).join('\n\n')
}

/** `From *Owner's guide*, “When a document fails”:` */
function leadIn(quote: Quote, source: Source): string {
  const heading = quotePlace(quote, source).headingPath.at(-1)
  return `From *${escapeMarks(source.documentName)}*${heading ? `, “${escapeMarks(heading)}”` : ''}:`
}

/** Where a quote stands. */
export function quotePlace(quote: Pick<Quote, 'start'>, source: Pick<Source, 'place' | 'start'>): Spot {
  return placeAt(source.place, Math.max(0, quote.start - source.start))
}

function bodyOf({ content }: Quote): string {
  switch (content.form) {
    case 'text':
      return `> ${escapeMarks(content.text)}`
    case 'list':
      return [
        content.lead && `> ${escapeMarks(content.lead)}`,
        content.items.map(item => `- ${escapeMarks(item)}`).join('\n'),
      ]
        .filter(Boolean)
        .join('\n\n')
    case 'rows':
      return content.rows
        .map(row => `> ${rowInWords(row, content.header).map(escapeMarks).join(' · ')}`)
        .join('\n>\n')
    case 'code':
      return [content.lead && `> ${escapeMarks(content.lead)}`, fenced(content.text)]
        .filter(Boolean)
        .join('\n\n')
  }
}

/** Each cell under the word above its column: `Price: 28 euros`. */
function rowInWords(row: readonly string[], header: readonly string[]): string[] {
  const names = header.length === row.length ? header : []
  return row.map((cell, at) => (names[at] ? `${names[at]}: ${cell}` : cell)).filter(cell => cell.trim())
}

/** A fence longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}\n`
}

/** Nothing in a document becomes a mark, a link or a number of a source. */
function escapeMarks(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replace(/^(\s*)([-+])(?=\s)/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
}
