import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeLocator, type Locator, sameLocator, spanLocators, startOfLocator } from './locator.ts'
import { locatorSchema } from './place-schema.ts'

const page = (page: number, pageEnd?: number): Locator => ({
  kind: 'page',
  page,
  ...(pageEnd && { pageEnd }),
})
const sheet = (cells: string, name = 'Prices'): Locator => ({ kind: 'sheet', sheet: name, cells })

describe('a place in a file', () => {
  it.each<[Locator, string]>([
    [page(4), 'Page 4'],
    [page(4, 5), 'Pages 4–5'],
    [page(4, 4), 'Page 4'],
    [{ kind: 'slide', slide: 2 }, 'Slide 2'],
    [{ kind: 'slide', slide: 2, slideEnd: 3 }, 'Slides 2–3'],
    [sheet('B2:D9'), 'Prices, B2:D9'],
    [{ kind: 'anchor', anchor: 'opening-hours' }, ''],
    [{ kind: 'time', seconds: 65 }, '1:05'],
    [{ kind: 'time', seconds: 3_909.7, secondsEnd: 3_920 }, '1:05:09–1:05:20'],
  ])('%j is told as %j', (locator, told) => {
    expect(describeLocator(locatorSchema.parse(locator))).toBe(told)
  })

  it.each<[Locator | undefined, Locator | undefined, Locator | undefined]>([
    [page(4), page(4), page(4)],
    [page(4), page(6), page(4, 6)],
    [page(4, 5), page(5, 7), page(4, 7)],
    [
      { kind: 'slide', slide: 1 },
      { kind: 'slide', slide: 3 },
      { kind: 'slide', slide: 1, slideEnd: 3 },
    ],
    [
      { kind: 'time', seconds: 1, secondsEnd: 2 },
      { kind: 'time', seconds: 3, secondsEnd: 9 },
      { kind: 'time', seconds: 1, secondsEnd: 9 },
    ],
    [sheet('B2'), sheet('B2'), sheet('B2')],
    [sheet('C4:D5'), sheet('B9'), sheet('B4:D9')],
    [sheet('Z1'), sheet('AB1'), sheet('Z1:AB1')],
    [sheet('A1'), sheet('A1', 'Hours'), sheet('A1')],
    [
      { kind: 'anchor', anchor: 'a' },
      { kind: 'anchor', anchor: 'b' },
      { kind: 'anchor', anchor: 'a' },
    ],
    [page(1), { kind: 'slide', slide: 3 }, page(1)],
    [page(1), undefined, page(1)],
    [undefined, page(1), undefined],
  ])('from %j to %j is %j', (first, last, spanned) => {
    expect(spanLocators(first, last)).toEqual(spanned)
  })

  it('is the same whatever the order in which it was written down', () => {
    expect(sameLocator({ page: 4, kind: 'page' }, page(4))).toBe(true)
    expect(sameLocator(page(4), page(4, 5))).toBe(false)
    expect(sameLocator(sheet('A1'), sheet('A1', 'Hours'))).toBe(false)
    expect(sameLocator(undefined, undefined)).toBe(true)
    expect(sameLocator(page(1), undefined)).toBe(false)
  })

  it('begins where its span begins', () => {
    expect(startOfLocator(page(4, 6))).toEqual(page(4))
    expect(startOfLocator({ kind: 'slide', slide: 2, slideEnd: 3 })).toEqual({ kind: 'slide', slide: 2 })
    expect(startOfLocator({ kind: 'time', seconds: 2, secondsEnd: 3 })).toEqual({ kind: 'time', seconds: 2 })
    expect(startOfLocator(sheet('B2:D9'))).toEqual(sheet('B2:D9'))
  })

  it('spans the smallest range of cells around two, as somebody counting would', () => {
    const corner = fc.record({
      column: fc.integer({ min: 1, max: 800 }),
      row: fc.integer({ min: 1, max: 500 }),
    })
    fc.assert(
      fc.property(corner, corner, (a, b) => {
        const spanned = spanLocators(
          sheet(`${slowName(a.column)}${a.row}`),
          sheet(`${slowName(b.column)}${b.row}`),
        )
        const from = slowName(Math.min(a.column, b.column)) + Math.min(a.row, b.row)
        const to = slowName(Math.max(a.column, b.column)) + Math.max(a.row, b.row)
        expect(locatorSchema.parse(spanned)).toEqual(sheet(from === to ? from : `${from}:${to}`))
      }),
    )
  })
})

/** Counts A, B, …, Z, AA, AB, … up to it. */
function slowName(column: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  let name = ['A']
  for (let at = 1; at < column; at++) {
    let digit = name.length - 1
    while (digit >= 0 && name[digit] === 'Z') name[digit--] = 'A'
    if (digit < 0) name = ['A', ...name]
    else name[digit] = letters[letters.indexOf(name[digit]!) + 1]!
  }
  return name.join('')
}
