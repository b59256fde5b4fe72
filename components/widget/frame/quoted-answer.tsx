/** @jsxImportSource preact */
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import { quotePlace } from '../../../lib/core/chat/quotes-as-text.ts'
import { placeInDocument } from '../../../lib/core/documents/place.ts'
import { linesOfQuote } from '../../../lib/core/quotes/lines-of-quote.ts'
import type { Quote, QuotedAnswer } from '../../../lib/core/quotes/quote.ts'
import { documentLabel } from './document-label.ts'
import { QuoteContentView } from './quote-content.tsx'

/** Opens a source at what is quoted of it. */
type OpenQuote = (source: Source, sentences: readonly string[]) => void

/** An answer in the documents' own words, each quote on a card of its own. */
export function QuotedAnswerView(props: {
  quoted: QuotedAnswer
  sources: readonly Source[]
  open: OpenQuote
}) {
  const { quoted, sources, open } = props
  return (
    <div class="answer">
      {quoted.said && <p class="said">{quoted.said}</p>}
      {quoted.quotes.map(quote => (
        <QuoteCard key={quote.start} quote={quote} source={sources[quote.source]!} open={open} />
      ))}
      {quoted.nearest.length > 0 && (
        <ul class="sources" aria-label="Nearest places">
          {quoted.nearest.map(at => (
            <li key={at}>
              <button type="button" class="chip" onClick={() => open(sources[at]!, [])}>
                {placeName(sources[at]!)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function placeName({ documentName, place }: Source): string {
  return [documentLabel(documentName), placeInDocument(place, documentName)].filter(Boolean).join(' · ')
}

function QuoteCard({ quote, source, open }: { quote: Quote; source: Source; open: OpenQuote }) {
  const place = placeInDocument(quotePlace(quote, source), source.documentName)
  const name = documentLabel(source.documentName)
  return (
    <figure class="quote">
      <figcaption>
        <button
          type="button"
          class="cite"
          aria-label={`Source ${source.n}: ${name}`}
          onClick={() => open(source, linesOfQuote(quote))}
        >
          {source.n}
        </button>{' '}
        From <b>{name}</b>
        {place && ` · ${place}`}
      </figcaption>
      <blockquote dir="auto">
        <QuoteContentView content={quote.content} />
      </blockquote>
    </figure>
  )
}
