import { expect, test } from 'vitest'
import type { StructuredText, TextBlock } from '#lib/core/documents/structured-text.ts'
import { extract } from './extract.ts'
import { makePdf, type PdfLine, type PdfOptions, type PdfPage } from './fixtures/make-pdf.ts'

const read = (pages: PdfPage[], options?: PdfOptions) => extract(makePdf(pages, options), 'pdf')

const pageOf = ({ locator }: TextBlock) => (locator?.kind === 'page' ? locator.page : undefined)

const blocksOf = ({ text, blocks }: StructuredText) =>
  blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])

test('lines become paragraphs, and every block knows its page', async () => {
  const found = await read([
    {
      lines: [
        'The museum opens at nine in the morning, and closes in the',
        'late evening on every day but Monday.',
      ],
    },
    { lines: ['Groups are asked to write beforehand.'] },
  ])
  expect(found.pageCount).toBe(2)
  expect(found.unreadablePages).toEqual([])
  expect(found.blocks.map(block => [pageOf(block), found.text.slice(block.start, block.end)])).toEqual([
    [1, 'The museum opens at nine in the morning, and closes in the late evening on every day but Monday.'],
    [2, 'Groups are asked to write beforehand.'],
  ])
})

test('larger and bolder lines are headings with the path that leads to them', async () => {
  const body = { text: 'Children come in free, and so do students on the first Sunday.', size: 10 }
  const found = await read([
    {
      lines: [
        { text: 'Visitor handbook', size: 22 },
        body,
        { text: 'Prices', size: 15, y: 690 },
        { ...body, y: 670 },
        { text: 'Reductions', bold: true, y: 640 },
        { ...body, y: 620 },
      ],
    },
  ])
  expect(found.title).toBe('Visitor handbook')
  expect(found.blocks.filter(({ kind }) => kind === 'heading').map(({ level }) => level)).toEqual([1, 2, 3])
  expect(found.blocks.at(-1)!.headingPath).toEqual(['Visitor handbook', 'Prices', 'Reductions'])
})

test('two columns are read one after the other, whatever order the file draws them in', async () => {
  const column = (name: string, x: number): PdfLine[] =>
    Array.from({ length: 8 }, (_, row) => ({
      text: `${name} line ${row} runs on and fills the column`,
      x,
      y: 700 - row * 12,
    }))
  const left = column('left', 72)
  const right = column('right', 320)
  const interleaved = left.flatMap((line, row) => [line, right[row]!])
  const found = await read([
    {
      lines: [{ text: 'A title across both of the columns here', x: 180, y: 740, size: 16 }, ...interleaved],
    },
  ])
  const order = [...found.text.matchAll(/(left|right) line (\d)/g)].map(([, side, row]) => `${side}${row}`)
  expect(order).toEqual([...left.map((_, row) => `left${row}`), ...right.map((_, row) => `right${row}`)])
})

test('the cells of a table without borders stay in their row', async () => {
  const row = (cells: string[], y: number): PdfLine[] =>
    cells.map((text, index) => ({ text, x: 72 + index * 130, y }))
  const found = await read([
    {
      lines: [
        ...row(['Code', 'Place', 'Count'], 700),
        ...row(['K-1', 'North', '40'], 684),
        ...row(['K-2', '', '7'], 668),
      ],
    },
  ])
  expect(blocksOf(found)).toEqual([
    ['table-row', 'Code\tPlace\tCount'],
    ['table-row', 'K-1\tNorth\t40'],
    ['table-row', 'K-2\t7'],
  ])
})

test('a word broken at the end of a line is made whole, a hyphen that belongs there is kept', async () => {
  const found = await read([
    {
      lines: [
        'Our well-known collection of instruments, from the early clavi-',
        'chord to the present day, is shown in three halls; the well-',
        'known ones stand in the first of them, beside the entrance.',
      ],
    },
  ])
  expect(found.text).toContain('early clavichord to')
  expect(found.text).toContain('the well-known ones')
})

test('bullets and numbers begin list items', async () => {
  const found = await read([{ lines: ['Bring:', '1. a ticket', '2. a friend', '3. some time'] }])
  expect(blocksOf(found).slice(1)).toEqual([
    ['list-item', '1. a ticket'],
    ['list-item', '2. a friend'],
    ['list-item', '3. some time'],
  ])
})

test('what was typed into a form is read with the name of its field', async () => {
  const found = await read([{ lines: ['Application'], fields: { 'Full name': 'Ada Lovelace', Empty: '' } }])
  expect(found.text).toContain('Full name: Ada Lovelace')
  expect(found.text).not.toContain('Empty')
})

test('pages that are pictures are listed, blank ones are not', async () => {
  const found = await read([
    { lines: ['Words.'] },
    { picture: true },
    {},
    { picture: true, lines: ['Caption.'] },
  ])
  expect(found.unreadablePages).toEqual([2])
  expect(found.pageCount).toBe(4)
})

test('a title that is a file name is none', async () => {
  expect((await read([{ lines: ['Just words, no more.'] }], { title: 'scan0001.pdf' })).title).toBeNull()
  expect((await read([{ lines: ['Just words, no more.'] }], { title: 'Annual report' })).title).toBe(
    'Annual report',
  )
})

test('progress counts the pages', async () => {
  const seen: unknown[] = []
  await extract(makePdf([{ lines: ['One.'] }, { lines: ['Two.'] }]), 'pdf', progress => seen.push(progress))
  expect(seen).toEqual([
    { page: 1, pages: 2 },
    { page: 2, pages: 2 },
  ])
})

test('pages that only pictures cover are scanned, blank ones hold no text', async () => {
  await expect(read([{ picture: true }, { picture: true }])).rejects.toMatchObject({ code: 'scanned' })
  await expect(read([{}])).rejects.toMatchObject({ code: 'no-text' })
})

test('a password is asked for by name, and an encrypted file without one is read', async () => {
  await expect(read([{ lines: ['Secret.'] }], { password: 'hunter2' })).rejects.toMatchObject({
    code: 'password-protected',
  })
  expect((await read([{ lines: ['Not so secret.'] }], { password: '' })).text).toBe('Not so secret.')
})

test('a tree of pages that contains itself is damaged', async () => {
  await expect(read([{ lines: ['Words.'] }], { pageTreeLoop: true })).rejects.toMatchObject({
    code: 'damaged',
  })
})

test('a file cut off anywhere is damaged, or names the pages it lost', async () => {
  const whole = makePdf([{ lines: ['First page.'] }, { lines: ['Second page.'] }], { trailerFirst: true })
  await expect(extract(whole.slice(0, 120), 'pdf')).rejects.toMatchObject({ code: 'damaged' })
  const found = await extract(whole.slice(0, Buffer.from(whole).indexOf('10 0 obj')), 'pdf')
  expect(found.text).toBe('First page.')
  expect(found.unreadablePages).toEqual([2])
  const plain = makePdf([{ lines: ['First page.'] }])
  await expect(extract(plain.slice(0, plain.length / 2), 'pdf')).rejects.toMatchObject({ code: 'damaged' })
})

test('a page whose letters make no sense is named, and the others are read', async () => {
  const garbled = { lines: Array.from({ length: 8 }, () => '%!$& "#( )*+ ,-. /:; <=> ?@[ ]^_ %!$& "#( )*+') }
  const found = await read([{ lines: ['The museum opens at nine.'] }, garbled])
  expect(found.unreadablePages).toEqual([2])
  expect(found.text).toBe('The museum opens at nine.')
  await expect(read([garbled])).rejects.toMatchObject({ code: 'unreadable' })
})

test('a form that only one program can show is no document', async () => {
  const notice = ['Please wait...', 'If this message is not replaced, upgrade to the latest Adobe Reader.']
  await expect(read([{ lines: notice }])).rejects.toMatchObject({ code: 'only-a-form' })
})
