import type { z } from 'zod'
import { describeLocator, sameLocator, startOfLocator } from './locator.ts'
import type { placeSchema } from './place-schema.ts'

export type Place = z.output<typeof placeSchema>
/** One spot of a document. */
export type Spot = Pick<Place, 'locator' | 'headingPath'>

/** `Page 4 · Animals`: how a person finds it. */
export function describePlace({ locator, headingPath }: Spot): string {
  return [locator && describeLocator(locator), headingPath.at(-1)].filter(Boolean).join(' · ')
}

/** The spot of one character of a passage, which may span several. */
export function placeAt({ locator, headingPath, turns }: Place, offset: number): Spot {
  const turn = turns?.findLast(({ at }) => at <= offset)
  const spot = turn ?? { locator: locator && startOfLocator(locator), headingPath }
  return { ...(spot.locator && { locator: spot.locator }), headingPath: spot.headingPath }
}

export function sameSpot(a: Spot, b: Spot): boolean {
  return (
    sameLocator(a.locator, b.locator) &&
    a.headingPath.length === b.headingPath.length &&
    a.headingPath.every((heading, at) => heading === b.headingPath[at])
  )
}
