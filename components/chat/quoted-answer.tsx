'use client'
import { nearestPlaces } from '#lib/client/nearest-places.ts'
import type { Source } from '#lib/core/chat/answer-event.ts'
import { quotePlace } from '#lib/core/chat/quotes-as-text.ts'
import { placeInDocument } from '#lib/core/documents/place.ts'
import { linesOfQuote } from '#lib/core/quotes/lines-of-quote.ts'
import type { Quote, QuotedAnswer } from '#lib/core/quotes/quote.ts'
import { NearestPlaces } from './nearest-places.tsx'
import { QuoteContentView } from './quote-content.tsx'
import type { OpenSource, ShowSource } from './show-source.ts'

interface QuotedAnswerViewProps {
  quoted: QuotedAnswer
  sources: readonly Source[]
  onShow: ShowSource
  onOpen: OpenSource
}

/**
 * An answer in the documents' own words, each quote on a card of its own; what the guide says itself is plain text.
 * What it says of its quotes, such as that they may be no answer, shares one ground with them.
 */
export function QuotedAnswerView({ quoted, sources, onShow, onOpen }: QuotedAnswerViewProps) {
  const { said, quotes, unknown } = quoted
  const nearest = nearestPlaces(quoted, sources)
  const leadsIn = said !== '' && quotes.length > 0
  return (
    <div className={`grid grid-cols-1 ${leadsIn ? 'gap-2 rounded-card bg-shade p-3' : 'gap-3'}`}>
      {said && (
        <p dir="auto" className={`whitespace-pre-line ${leadsIn ? 'px-1' : 'text-answer'}`}>
          {said}
        </p>
      )}
      {quotes.map(quote => (
        <QuoteCard
          key={`${quote.source} ${quote.start}`}
          quote={quote}
          source={sources[quote.source]!}
          onCite={() => onShow(quote.source)}
          onOpen={onOpen}
        />
      ))}
      {nearest.length > 0 && <NearestPlaces nearest={nearest} unknown={unknown} onShow={onShow} />}
    </div>
  )
}

interface QuoteCardProps {
  quote: Quote
  source: Source
  onCite: () => void
  onOpen: OpenSource
}

function QuoteCard({ quote, source, onCite, onOpen }: QuoteCardProps) {
  const { n, documentName } = source
  const place = placeInDocument(quotePlace(quote, source), documentName)
  return (
    <figure className="card grid grid-cols-1 gap-2.5 px-4 py-3.5">
      <figcaption className="flex items-start gap-2.5">
        <button
          type="button"
          onClick={onCite}
          aria-label={`Source ${n}: ${documentName}${place ? `, ${place}` : ''}`}
          className="relative mt-px inline-flex size-5.5 shrink-0 items-center justify-center rounded-mark bg-tint text-tiny font-semibold text-accent tabular-nums after:absolute after:-inset-3 hover:bg-accent hover:text-on-accent"
        >
          {n}
        </button>
        <p className="min-w-0 text-small text-muted">
          From <bdi className="font-medium text-ink [overflow-wrap:anywhere]">{documentName}</bdi>
          {place && (
            <>
              {' · '}
              <bdi>{place}</bdi>
            </>
          )}
        </p>
      </figcaption>
      <blockquote
        dir="auto"
        className="grid grid-cols-1 gap-2 font-serif text-answer [overflow-wrap:anywhere]"
      >
        <QuoteContentView content={quote.content} onMore={() => onOpen(source, linesOfQuote(quote))} />
      </blockquote>
    </figure>
  )
}
