import type { Place } from '../documents/place.ts'
import { placeAt } from '../documents/place.ts'
import type { Source } from './answer-event.ts'
import { markPassage } from './mark-passage.ts'

/**
 * Where a source says what the given sentences of an answer say: the page and the heading of the words
 * themselves, where its passage spans more than one. The whole passage's place where no words are found.
 */
export function exactPlace(source: Pick<Source, 'text' | 'place'>, sentences: readonly string[]): Place {
  for (const sentence of sentences) {
    const [mark] = markPassage(source.text, sentence)
    if (mark) return placeAt(source.place, mark.start)
  }
  return source.place
}
