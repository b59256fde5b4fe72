import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { cellAt, positionOf } from '#lib/core/documents/cell-names.ts'
import { describeLocator } from '#lib/core/documents/locator.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { extract } from './extract.ts'
import { makeXlsx, type SheetParts } from './fixtures/make-xlsx.ts'
import { BLANK_CELL } from './sheet-blocks.ts'

const read = (...sheets: SheetParts[]) => extract(makeXlsx(...sheets), 'xlsx')
const linesOf = ({ text, blocks }: StructuredText) =>
  blocks.map(({ kind, start, end, locator }) => [
    kind,
    text.slice(start, end),
    locator ? describeLocator(locator) : '',
  ])

it('tells each row with its cells, under the name of its sheet, in the order of the workbook', async () => {
  const found = await read(
    {
      name: 'Zebra',
      rows: [
        ['Town', 'Quarter', 'Cost'],
        ['Lyon', 'Q3', 1200.5],
        ['Nice', 'Q3', true],
      ],
    },
    { name: 'Empty' },
    { name: 'Able', rows: [['Only a note']], hidden: true },
  )
  expect(linesOf(found)).toEqual([
    ['heading', 'Zebra', 'Zebra, A1'],
    ['table-row', 'Town\tQuarter\tCost', 'Zebra, A1:C1'],
    ['table-row', 'Lyon\tQ3\t1200.5', 'Zebra, A2:C2'],
    ['table-row', 'Nice\tQ3\tTRUE', 'Zebra, A3:C3'],
    ['heading', 'Able', 'Able, A1'],
    ['paragraph', 'Only a note', 'Able, A1'],
  ])
  expect(found.blocks[2]!.headingPath).toEqual(['Zebra'])
})

it('names no sheet that nobody has named, where it is the only one', async () => {
  const found = await read({ rows: [['Town', 'Cost']] })
  expect(found.text).toBe('Town\tCost')
})

it('takes what stands over a table by itself for its title, and keeps columns where cells are blank', async () => {
  const found = await read({
    rows: [
      ['Costs of 2026'],
      [null, 'Q1', 'Q2'],
      ['Lyon', 3, null],
      [null, null, 8],
      [],
      ['All in euros'],
      [],
      ['Room', 'Seats'],
    ],
  })
  expect(linesOf(found)).toEqual([
    ['paragraph', 'Costs of 2026', 'Sheet1, A1'],
    ['table-row', `${BLANK_CELL}\tQ1\tQ2`, 'Sheet1, A2:C2'],
    ['table-row', `Lyon\t3\t${BLANK_CELL}`, 'Sheet1, A3:C3'],
    ['table-row', `${BLANK_CELL}\t${BLANK_CELL}\t8`, 'Sheet1, A4:C4'],
    ['paragraph', 'All in euros', 'Sheet1, A6'],
    ['table-row', 'Room\tSeats', 'Sheet1, A8:B8'],
  ])
})

it('says in every row what is joined downwards', async () => {
  const found = await read({
    rows: [
      ['Town', 'Quarter', 'Cost'],
      ['Lyon', 'Q2', 5],
      [null, 'Q3', 7],
      ['Nice', 'Q3', 9],
    ],
    merges: ['A2:A3'],
  })
  expect(found.text).toContain('Lyon\tQ3\t7')
})

it('shows numbers and dates as they are shown, a date in the order that nobody reads in another', async () => {
  const found = await read({
    rows: [
      ['Day', 'Price', 'Share'],
      [
        new Date(Date.UTC(2026, 2, 4)),
        { t: 'n', v: 1234.5, z: '#,##0.00 "€"' },
        { t: 'n', v: 0.25, z: '0%' },
      ],
    ],
  })
  expect(found.text).toContain('2026-03-04\t1,234.50 €\t25%')
})

it('tells a long number whole, and a day with its time', async () => {
  const found = await read({
    rows: [
      ['Article', 'Sent'],
      [4006381333931, { t: 'n', v: 45_000.5, z: 'm/d/yy h:mm' }],
      [123_456_789_012, 1.5e20],
    ],
  })
  expect(found.text).toContain('4006381333931\t2023-03-15 12:00')
  expect(found.text).toContain('123456789012\t1.5E+20')
})

it('says what is joined downwards also where thousands of rows are joined across', async () => {
  const across = Array.from({ length: 5_001 }, (_, at) => `B${at + 1}:C${at + 1}`)
  const rows = Array.from({ length: 5_001 }, (_, at) => [`${at}`, 'x'])
  const found = await read({
    rows: [...rows, ['Lyon', 'Q1'], [null, 'Q2']],
    merges: [...across, 'A5002:A5003'],
  })
  expect(found.text).toContain('Lyon\tQ2')
})

it('parts tables that stand far from each other, side by side', async () => {
  const found = await read({ cells: { A1: 'Town', B1: 'Cost', AA1: 'Room', AB1: 'Seats' } })
  expect(linesOf(found).map(([, text, place]) => [text, place])).toEqual([
    ['Town\tCost', 'Sheet1, A1:B1'],
    ['Room\tSeats', 'Sheet1, AA1:AB1'],
  ])
})

it('goes to the farthest cell without a million steps', async () => {
  const parts = unzipSync(makeXlsx({ rows: [['near'], ['far']] }))
  const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
  const stretched = sheet
    .replace('r="2"', 'r="1048576"')
    .replace('r="A2"', 'r="XFD1048576"')
    .replace('A1:A2', 'A1:XFD1048576')
  const before = process.cpuUsage()
  const found = await extract(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(stretched) }), 'xlsx')
  expect(linesOf(found).map(([, text, place]) => [text, place])).toEqual([
    ['near', 'Sheet1, A1'],
    ['far', 'Sheet1, XFD1048576'],
  ])
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2)
})

it('says which formulas have no result, and that charts and text boxes are not read', async () => {
  const parts = unzipSync(makeXlsx({ rows: [['Sum', { t: 'n', v: 2, f: '1+1' }]] }))
  const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml']).replace('<v>2</v>', '')
  const without = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(sheet) })
  expect((await extract(without, 'xlsx')).leftOut).toEqual(['formulas'])
  const charted = zipSync({ ...parts, 'xl/charts/chart1.xml': strToU8('<c:chartSpace/>') })
  expect((await extract(charted, 'xlsx')).leftOut).toEqual(['charts'])
  const drawn = (text: string) =>
    extract(
      zipSync({ ...parts, 'xl/drawings/drawing1.xml': strToU8(`<xdr:wsDr>${text}</xdr:wsDr>`) }),
      'xlsx',
    )
  expect((await drawn('<a:t>Closed in May</a:t>')).leftOut).toEqual(['textBoxes'])
  expect((await drawn('<a:tailEnd/>')).leftOut).toEqual([])
  expect((await read({ rows: [['Sum', { t: 'n', v: 2, f: '1+1' }]] })).leftOut).toEqual([])
})

it('refuses what is another kind of Office file', async () => {
  const parts = unzipSync(makeXlsx({ rows: [['x']] }))
  const types = strToU8('<Types><Override ContentType="application/x-presentationml"/></Types>')
  await expect(extract(zipSync({ ...parts, '[Content_Types].xml': types }), 'xlsx')).rejects.toMatchObject({
    code: 'wrong-content',
  })
})

it('finds every cell that says something at its address', async () => {
  const cell = fc.tuple(fc.nat(40), fc.nat(60), fc.stringMatching(/^[a-z]{1,5}$/))
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 60 }), async scattered => {
      const cells = Object.fromEntries(scattered.map(([row, column, text]) => [cellAt(row, column), text]))
      const { text, blocks } = await read({ cells })
      const found: Record<string, string> = {}
      for (const { kind, start, end, locator } of blocks) {
        if (kind === 'heading' || locator?.kind !== 'sheet') continue
        const { row, column } = positionOf(locator.cells.split(':')[0]!)
        for (const [at, value] of text.slice(start, end).split('\t').entries())
          if (value !== BLANK_CELL) found[cellAt(row, column + at)] = value
      }
      expect(found).toEqual(cells)
    }),
    { numRuns: 60 },
  )
})
