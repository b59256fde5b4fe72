import { describeLocator } from '../../../lib/core/documents/locator.ts'
import type { Spot } from '../../../lib/core/documents/place.ts'

/** `Page 2`, `Opening hours`: short enough for a chip; empty where there is nothing to say. */
export function placeLabel({ locator, headingPath }: Spot): string {
  return (locator && describeLocator(locator)) || (headingPath.at(-1) ?? '')
}

/** A file's name as people say it: `Prices 2026`. */
export function documentLabel(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/i, '').replaceAll('_', ' ') || name
}
