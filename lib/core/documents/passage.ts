import { z } from 'zod'

/** Where in its document a passage stands. */
export const placeSchema = z.object({
  /** First page, from 1; PDF only. */
  page: z.number().int().positive().optional(),
  /** Last page, where it differs. */
  pageEnd: z.number().int().positive().optional(),
  /** The headings above its first sentence. */
  headingPath: z.array(z.string()),
  /** Where, inside the passage, another page or another heading begins: UTF-16 offsets in its text. */
  turns: z
    .array(
      z.object({
        at: z.number().int().positive(),
        page: z.number().int().positive().optional(),
        headingPath: z.array(z.string()),
      }),
    )
    .optional(),
})
export type Place = z.infer<typeof placeSchema>

/** A stretch of a document, small enough to compare and to quote. `start`/`end`: UTF-16 offsets in its text. */
export interface Passage {
  ordinal: number
  text: string
  start: number
  end: number
  place: Place
}

/** `Page 4 · Animals`: how a person finds it. */
export function describePlace(place: Place): string {
  const page =
    place.page &&
    (place.pageEnd && place.pageEnd !== place.page
      ? `Pages ${place.page}–${place.pageEnd}`
      : `Page ${place.page}`)
  return [page, place.headingPath.at(-1)].filter(Boolean).join(' · ')
}
