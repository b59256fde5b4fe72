import type { Place } from './place.ts'

/** A stretch of a document, small enough to compare and to quote. `start`/`end`: UTF-16 offsets in its text. */
export interface Passage {
  ordinal: number
  text: string
  start: number
  end: number
  place: Place
}
