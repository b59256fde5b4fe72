import type { Source } from '../core/chat/answer-event.ts'
import { quotePlace } from '../core/chat/quotes-as-text.ts'
import { placeInDocument } from '../core/documents/place.ts'
import { linesOfQuote } from '../core/quotes/lines-of-quote.ts'
import type { QuotedAnswer } from '../core/quotes/quote.ts'

export interface NearestPlace {
  /** Which of the answer's sources, counted from 0. */
  at: number
  source: Source
  /** Beside its document's name; empty where that says it all. */
  place: string
  /** What stands there. */
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
    return { at: quote.source, source, place, line: linesOfQuote(quote).join(' · ') }
  })
}
