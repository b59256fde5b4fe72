import { describeLocator, type Locator, sameLocator, startOfLocator } from './locator.ts'

/** One spot of a document: where in its file, absent where the file counts nothing, and under which headings. */
export interface Spot {
  locator?: Locator | undefined
  headingPath: string[]
}

/** Where in its document a passage stands: the locator of all of it, the headings above its first sentence. */
export interface Place extends Spot {
  /** Where, inside the passage, another spot begins: UTF-16 offsets in its text. */
  turns?: (Spot & { at: number })[] | undefined
}

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
