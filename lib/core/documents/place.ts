import type { z } from 'zod'
import { describeLocator, sameLocator, startOfLocator } from './locator.ts'
import type { placeSchema } from './place-schema.ts'

export type Place = z.output<typeof placeSchema>
/** One spot of a document. */
export type Spot = Pick<Place, 'locator' | 'headingPath'>

/** `Page 4 · Animals`: how a person finds it. */
export function describePlace({ locator, headingPath }: Spot): string {
  const heading = headingPath.at(-1)
  // A sheet's name heads its rows.
  const isSheet = locator?.kind === 'sheet' && heading === locator.sheet
  return [locator && describeLocator(locator), !isSheet && heading].filter(Boolean).join(' · ')
}

/**
 * A spot as it is written beside its document's name: the nearest heading above it that says more than that name
 * does, and that a person can read.
 */
export function placeInDocument({ locator, headingPath }: Spot, documentName: string): string {
  const named = [documentName, documentName.replace(/\.[a-z0-9]+$/i, '')].map(inOneLine)
  const heading = headingPath.findLast(one => !named.includes(inOneLine(one)) && !BARE_GUID.test(one.trim()))
  return describePlace({ ...(locator && { locator }), headingPath: heading ? [heading] : [] })
}

/** What programs call a record, alone. */
const BARE_GUID = /^[{(]?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}[)}]?$/i

function inOneLine(text: string): string {
  return text
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase()
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
