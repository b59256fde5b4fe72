import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Locator } from './locator.ts'
import type { Place } from './place.ts'
import { locatorSchema, placeSchema } from './place-schema.ts'
import { textBlockSchema } from './structured-text.ts'

const page = (page: number, pageEnd?: number): Locator => ({
  kind: 'page',
  page,
  ...(pageEnd && { pageEnd }),
})

const locators: Locator[] = [
  page(4),
  page(4, 5),
  { kind: 'slide', slide: 2 },
  { kind: 'slide', slide: 2, slideEnd: 9 },
  { kind: 'sheet', sheet: 'Prices', cells: 'B2' },
  { kind: 'sheet', sheet: '', cells: 'A1:XFD1048576' },
  { kind: 'anchor', anchor: 'opening-hours' },
  { kind: 'time', seconds: 0 },
  { kind: 'time', seconds: 1.5, secondsEnd: 60 },
]

describe('a place that is kept today', () => {
  it.each(locators)('is read as it was written: %j', locator => {
    const place = { locator, headingPath: ['Animals'], turns: [{ at: 0, locator, headingPath: [] }] }
    expect(placeSchema.parse(place)).toEqual(place)
  })

  it('may count nothing, and have no turns or none that count', () => {
    for (const place of [{ headingPath: [] }, { headingPath: [], turns: [{ at: 7, headingPath: ['Dogs'] }] }])
      expect(placeSchema.parse(place)).toEqual(place)
  })

  it('keeps its locator where pages stand beside it', () => {
    const place = { locator: { kind: 'slide', slide: 2 }, page: 4, headingPath: [] }
    expect(placeSchema.parse(place)).toEqual({ locator: { kind: 'slide', slide: 2 }, headingPath: [] })
  })
})

describe('a place that was kept with pages of its own', () => {
  it.each([
    [{ page: 4 }, { locator: page(4) }],
    [{ page: 4, pageEnd: 5 }, { locator: page(4, 5) }],
    [{ page: 4, pageEnd: undefined }, { locator: page(4) }],
    [{ page: undefined }, {}],
    [{ page: undefined, pageEnd: undefined }, {}],
  ])('is read with a locator: %j', (kept, read) => {
    const turn = { at: 3, headingPath: ['Dogs'] }
    const place = { ...kept, headingPath: ['Animals'], turns: [turn, { ...turn, ...kept }] }
    const expected = { ...read, headingPath: ['Animals'], turns: [turn, { ...turn, ...read }] }
    expect(placeSchema.parse(place)).toStrictEqual(expected)
    const block = { kind: 'paragraph', start: 0, end: 4, headingPath: [] }
    expect(textBlockSchema.parse({ ...block, ...kept })).toStrictEqual({ ...block, ...read })
  })

  it('reads as its like of today does, whatever the pages and the turns', () => {
    const pages = fc
      .record({ page: fc.integer({ min: 1, max: 999 }), more: fc.option(fc.integer({ min: 1, max: 9 })) })
      .map(({ page, more }) => ({ page, ...(more !== null && { pageEnd: page + more }) }))
    const spot = fc.record({
      pages: fc.option(pages),
      headingPath: fc.array(fc.string(), { maxLength: 3 }),
      at: fc.nat(),
    })
    fc.assert(
      fc.property(spot, fc.array(spot, { maxLength: 4 }), (first, turns) => {
        const formerly = ({ pages, headingPath }: typeof first) => ({ ...pages, headingPath })
        const today = ({ pages, headingPath }: typeof first) => ({
          ...(pages && { locator: page(pages.page, pages.pageEnd) }),
          headingPath,
        })
        const kept = { ...formerly(first), turns: turns.map(turn => ({ at: turn.at, ...formerly(turn) })) }
        const place: Place = {
          ...today(first),
          turns: turns.map(turn => ({ at: turn.at, ...today(turn) })),
        }
        const copy = structuredClone(kept)
        expect(placeSchema.parse(kept)).toEqual(place)
        expect(placeSchema.parse(place)).toEqual(place)
        // What was read from the table is not changed under whoever holds it.
        expect(kept).toEqual(copy)
      }),
    )
  })
})

describe('rubbish', () => {
  it.each([null, undefined, 'Page 4', 4, [], {}, { page: 4 }, { headingPath: 'Animals' }])(
    'is refused as a place: %j',
    kept => {
      expect(placeSchema.safeParse(kept).success).toBe(false)
    },
  )

  it.each<object>([
    { page: 0 },
    { page: 1.5 },
    { page: '4' },
    { page: null },
    { page: 4, pageEnd: null },
    { page: 4, pageEnd: 0 },
    { locator: null },
    { locator: 'Page 4' },
    { locator: { page: 4 } },
    { locator: { kind: 'verse', verse: 4 } },
  ])('is refused where it stands in a place or in a turn: %j', rubbish => {
    const place = { headingPath: [] }
    expect(placeSchema.safeParse({ ...place, ...rubbish }).success).toBe(false)
    const turns = [{ at: 0, headingPath: [], ...rubbish }]
    expect(placeSchema.safeParse({ ...place, turns }).success).toBe(false)
  })

  it.each([{}, [null], [{ headingPath: [] }], [{ at: -1, headingPath: [] }], [{ at: 0.5, headingPath: [] }]])(
    'is refused as turns: %j',
    turns => {
      expect(placeSchema.safeParse({ headingPath: [], turns }).success).toBe(false)
    },
  )

  it.each<object>([
    { kind: 'page' },
    { kind: 'page', page: -1 },
    { kind: 'page', slide: 4 },
    { kind: 'slide', slide: 0 },
    { kind: 'slide', slide: 1, slideEnd: 1.5 },
    ...['', 'b2', 'B0', 'B02', 'B', '2', 'B2:', ':B2', 'B2:C3:D4', 'ABCD1', 'B2 ', '\nB2', 'A12345678'].map(
      cells => ({ kind: 'sheet', sheet: 'Prices', cells }),
    ),
    { kind: 'sheet', cells: 'B2' },
    { kind: 'anchor' },
    { kind: 'time', seconds: -1 },
    { kind: 'time', seconds: Number.NaN },
    { kind: 'time', seconds: Number.POSITIVE_INFINITY },
    { kind: 'time', seconds: 1, secondsEnd: '2' },
  ])('is refused as a locator: %j', locator => {
    expect(locatorSchema.safeParse(locator).success).toBe(false)
  })
})
