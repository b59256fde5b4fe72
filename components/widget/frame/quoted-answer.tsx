/** @jsxImportSource preact */
import { nearestPlaces } from '../../../lib/client/nearest-places.ts'
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import { quotePlace } from '../../../lib/core/chat/quotes-as-text.ts'
import { placeInDocument } from '../../../lib/core/documents/place.ts'
import { linesOfQuote } from '../../../lib/core/quotes/lines-of-quote.ts'
import type { Quote, QuotedAnswer } from '../../../lib/core/quotes/quote.ts'
import { documentLabel } from './document-label.ts'
import { Icon } from './icon.tsx'
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
  const nearest = nearestPlaces(quoted, sources)
  // What the guide says of its quotes, such as that they may be no answer, shares one ground with them.
  const ledIn = quoted.said && quoted.quotes.length > 0
  return (
    <div class={ledIn ? 'answer led' : 'answer'}>
      {quoted.said && <p class="said">{quoted.said}</p>}
      {quoted.quotes.map(quote => (
        <QuoteCard
          key={`${quote.source} ${quote.start}`}
          quote={quote}
          source={sources[quote.source]!}
          open={open}
        />
      ))}
      {nearest.length > 0 && (
        <>
          <p class="near">Nearest places:</p>
          <ul class="nearest" aria-label="Nearest places">
            {nearest.map(({ quote, source, place, line }) => (
              <li key={`${quote.source} ${quote.start}`}>
                <button type="button" onClick={() => open(source, linesOfQuote(quote))}>
                  <Icon name="there" />
                  <bdi>{[documentLabel(source.documentName), place].filter(Boolean).join(' · ')}</bdi>
                </button>
                <div>
                  <p dir="auto">{line}</p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
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
        <QuoteContentView content={quote.content} onMore={() => open(source, linesOfQuote(quote))} />
      </blockquote>
    </figure>
  )
}
