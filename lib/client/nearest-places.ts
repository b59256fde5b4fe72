import type { Source } from '../core/chat/answer-event.ts'
import { placeInDocument } from '../core/documents/place.ts'
import type { QuotedAnswer } from '../core/quotes/quote.ts'

export interface NearestPlace {
  /** Which of the answer's sources, counted from 0. */
  at: number
  source: Source
  /** Beside its document's name; empty where that says it all. */
  place: string
}

/** What comes nearest where nothing answers, best first. Passages that read as one place are one. */
export function nearestPlaces(
  { nearest }: Pick<QuotedAnswer, 'nearest'>,
  sources: readonly Source[],
): NearestPlace[] {
  const places = new Map<string, NearestPlace>()
  for (const at of nearest) {
    const source = sources[at]!
    const place = placeInDocument(source.place, source.documentName)
    const key = `${source.documentId} ${place}`
    if (!places.has(key)) places.set(key, { at, source, place })
  }
  return [...places.values()]
}
