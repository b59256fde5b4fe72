import iconv from 'iconv-lite'
import { expect, it } from 'vitest'
import { describeLocator } from '#lib/core/documents/locator.ts'
import { locatorSchema } from '#lib/core/documents/place-schema.ts'
import { extract } from './extract.ts'

const read = (text: string) => extract(new TextEncoder().encode(text), 'csv')

it.each([
  ['commas', 'Town,Cost\nLyon,"1,200"\n'],
  ['semicolons', 'Town;Cost\nLyon;1,200\n'],
  ['tabs', 'Town\tCost\nLyon\t1,200\n'],
  ['bars', 'Town|Cost\r\nLyon|1,200\r\n'],
  ['a first line of Excel’s own', '\ufeffsep=;\r\nTown;Cost\r\nLyon;1,200\r\n'],
])('reads a table with %s', async (_, text) => {
  const found = await read(text)
  expect(found.text).toBe('Town\tCost\n\nLyon\t1,200')
  expect(found.blocks.map(({ kind }) => kind)).toEqual(['table-row', 'table-row'])
})

it.each([
  ['a title above the table', 'Price list 2026\nName;Price;Unit\nBread;2,50;kg\n', 'Bread\t2,50\tkg'],
  ['no names of columns', 'x;1,5\ny;2,5\n', 'x\t1,5'],
  ['nothing but numbers', '1,5;2,5\n3,5;4,5\n', '1,5\t2,5'],
  ['what the file says itself', 'sep=;\nx;1,5\ny;2,5\n', 'x\t1,5'],
  ['commas in words', 'Name,Note\nAnna,"a; b; c"\nBob,"d; e; f"\n', 'Anna\ta; b; c'],
])('tells cells apart with %s', async (_, text, row) => {
  expect((await read(text)).text).toContain(row)
})

it('says in which rows something stands', async () => {
  const { blocks } = await read('Town,Cost\n\nLyon,1200\n')
  expect(blocks.map(({ locator }) => describeLocator(locator!))).toEqual(['Row 1', 'Row 3'])
})

it('keeps lines of a cell together, and columns where cells are blank', async () => {
  const found = await read('Question,Answer\n"How\nlong?","An hour,\nor two"\n,Nobody knows\n')
  expect(found.text).toBe('Question\tAnswer\n\nHow long?\tAn hour, or two\n\n–\tNobody knows')
})

it('loses nothing behind a quote that nobody closes', async () => {
  const rows = Array.from({ length: 50 }, (_, at) => `Town ${at},${at}`)
  const found = await read(`Town,Cost\n"Lyon,7\n${rows.join('\n')}\n`)
  expect(found.blocks).toHaveLength(52)
  expect(found.text).toContain('Town 49\t49')
})

it('reads what an older Excel of another country wrote', async () => {
  const shiftJis = iconv.encode('名前,年齢,住所\r\n佐藤太郎,30,東京\r\n三木英子,25,大阪\r\n', 'cp932')
  expect((await extract(shiftJis, 'csv')).text).toBe(
    '名前\t年齢\t住所\n\n佐藤太郎\t30\t東京\n\n三木英子\t25\t大阪',
  )
})

it('says that a row is too wide, and has a name for every place that it tells', async () => {
  await expect(read(`a${','.repeat(18_278)}b\n`)).rejects.toMatchObject({ code: 'too-large' })
  const { blocks } = await read(`a${','.repeat(18_277)}b\n`)
  expect(blocks.at(-1)!.locator).toEqual({ kind: 'sheet', sheet: '', cells: 'ZZZ1' })
  expect(locatorSchema.safeParse(blocks.at(-1)!.locator).success).toBe(true)
})

it('takes a moment for 100,000 rows', async () => {
  const text = Array.from({ length: 100_000 }, (_, at) => `${at},Town ${at},${at * 7}`).join('\n')
  const before = process.cpuUsage()
  expect((await read(text)).blocks).toHaveLength(100_000)
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(6)
})
