import type { z } from 'zod'
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

/** `Page 4`, `Pages 4–5`, `Slide 2`, `Prices, B2:D9`, `1:05:09`; empty where a person could do nothing with it. */
export function describeLocator(locator: Locator): string {
  switch (locator.kind) {
    case 'page':
      return numbered('Page', 'Pages', locator.page, locator.pageEnd)
    case 'slide':
      return numbered('Slide', 'Slides', locator.slide, locator.slideEnd)
    case 'sheet':
      return `${locator.sheet}, ${locator.cells}`
    case 'anchor':
      return ''
    case 'time':
      return range(
        clockTime(locator.seconds),
        locator.secondsEnd === undefined ? undefined : clockTime(locator.secondsEnd),
      )
  }
}

function numbered(one: string, many: string, first: number, last: number | undefined): string {
  return last === undefined || last === first ? `${one} ${first}` : `${many} ${range(first, last)}`
}

function range(first: number | string, last: number | string | undefined): string {
  return last === undefined || last === first ? `${first}` : `${first}–${last}`
}

/** The smallest range around two. */
function spanCells(a: string, b: string): string {
  const corners = [a, b].flatMap(cells => cells.split(':')).map(cornerOf)
  const columns = corners.map(({ column }) => column)
  const rows = corners.map(({ row }) => row)
  const from = `${columnName(Math.min(...columns))}${Math.min(...rows)}`
  const to = `${columnName(Math.max(...columns))}${Math.max(...rows)}`
  return from === to ? from : `${from}:${to}`
}

function cornerOf(cell: string): { column: number; row: number } {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? []
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return { column, row: Number(digits) }
}

function columnName(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

function clockTime(seconds: number): string {
  const whole = Math.floor(seconds)
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, at) => (at === 0 ? `${part}` : String(part).padStart(2, '0'))).join(':')
}
