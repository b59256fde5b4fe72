import type { Source } from '../core/chat/answer-event.ts'
import { quotePlace } from '../core/chat/quotes-as-text.ts'
import { placeInDocument } from '../core/documents/place.ts'
import type { QuotedAnswer } from '../core/quotes/quote.ts'

/** From how many places an answer quotes, as its cards name them: one source may span several. */
export function quotedPlaces(
  { quotes }: Pick<QuotedAnswer, 'quotes'>,
  sources: readonly Pick<Source, 'documentName' | 'place' | 'start'>[],
): number {
  const named = quotes.map(quote => {
    const source = sources[quote.source]!
    return `${quote.source} ${placeInDocument(quotePlace(quote, source), source.documentName)}`
  })
  return new Set(named).size
}
