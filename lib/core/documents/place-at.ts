import type { Place } from './passage.ts'

/** Where one spot of a passage stands, which may span several pages or headings. */
export function placeAt(place: Place, offset: number): Place {
  const turn = place.turns?.findLast(({ at }) => at <= offset)
  const { page, headingPath } = turn ?? place
  return { ...(page !== undefined && { page }), headingPath }
}
