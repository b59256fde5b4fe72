import type { z } from 'zod'
import { spanCells } from './cell-names.ts'
import type { locatorSchema } from './place-schema.ts'

/** Where in its file something stands, as that kind of file counts. Ends are inclusive and absent where nothing is spanned. */
export type Locator = z.output<typeof locatorSchema>

export function sameLocator(a: Locator | undefined, b: Locator | undefined): boolean {
  if (a === b) return true
  if (a?.kind === 'page' && b?.kind === 'page') return a.page === b.page && a.pageEnd === b.pageEnd
  const [one, other] = [Object.entries(a ?? {}), Object.entries(b ?? {})]
  return one.length === other.length && one.every(([key, value]) => value === b?.[key as keyof Locator])
}

/** From the first to the last of two places of one file, in reading order; the first where nothing spans both. */
export function spanLocators(first: Locator | undefined, last: Locator | undefined): Locator | undefined {
  if (!first || first.kind !== last?.kind) return first
  switch (first.kind) {
    case 'page': {
      const end = last.kind === 'page' ? (last.pageEnd ?? last.page) : first.page
      return { kind: 'page', page: first.page, ...(end > first.page && { pageEnd: end }) }
    }
    case 'slide': {
      const end = last.kind === 'slide' ? (last.slideEnd ?? last.slide) : first.slide
      return { kind: 'slide', slide: first.slide, ...(end > first.slide && { slideEnd: end }) }
    }
    case 'time': {
      const end = last.kind === 'time' ? (last.secondsEnd ?? last.seconds) : first.seconds
      return { kind: 'time', seconds: first.seconds, ...(end > first.seconds && { secondsEnd: end }) }
    }
    case 'sheet':
      return last.kind === 'sheet' && first.sheet === last.sheet
        ? { ...first, cells: spanCells(first.cells, last.cells) }
        : first
    case 'anchor':
      return first
  }
}

/** Where a span begins, as far as it says so itself. */
export function startOfLocator(locator: Locator): Locator {
  switch (locator.kind) {
    case 'page':
      return { kind: 'page', page: locator.page }
    case 'slide':
      return { kind: 'slide', slide: locator.slide }
    case 'time':
      return { kind: 'time', seconds: locator.seconds }
    default:
      return locator
  }
}

/** `Page 4`, `Pages 4–5`, `Slide 2`, `Prices, B2:D9`, `Rows 2–9`, `1:05:09`; empty where a person could do nothing with it. */
export function describeLocator(locator: Locator): string {
  switch (locator.kind) {
    case 'page':
      return numbered('Page', locator.page, locator.pageEnd)
    case 'slide':
      return numbered('Slide', locator.slide, locator.slideEnd)
    case 'sheet':
      // A file that is one table has no sheets.
      return locator.sheet
        ? `${locator.sheet}, ${locator.cells}`
        : numbered('Row', ...(locator.cells.match(/\d+/g) as [string, string?]))
    case 'anchor':
      return ''
    case 'time':
      return range(
        clockTime(locator.seconds),
        locator.secondsEnd === undefined ? undefined : clockTime(locator.secondsEnd),
      )
  }
}

function numbered(one: string, first: number | string, last?: number | string): string {
  const numbers = range(first, last)
  return numbers === `${first}` ? `${one} ${numbers}` : `${one}s ${numbers}`
}

function range(first: number | string, last?: number | string): string {
  return last === undefined || last === first ? `${first}` : `${first}–${last}`
}

function clockTime(seconds: number): string {
  const whole = Math.floor(seconds)
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, at) => (at === 0 ? `${part}` : String(part).padStart(2, '0'))).join(':')
}
