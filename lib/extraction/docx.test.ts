import { expect, test } from 'vitest'
import { extract } from './extract.ts'
import { type DocxParts, makeDocx, namespaces, paragraph, table, xmlHeader } from './fixtures/make-docx.ts'
import { BLANK_CELL } from './sheet-blocks.ts'

const read = (docx: DocxParts) => extract(makeDocx(docx), 'docx')
const relationship = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`

test('headings are known by the name of their style, in any language', async () => {
  const found = await read({
    body: [
      paragraph('Hausordnung', 'Titel'),
      paragraph('Zeiten', 'berschrift1'),
      paragraph('Von neun bis fünf.'),
      paragraph('Montag', 'berschrift2'),
      paragraph('Geschlossen.'),
    ].join(''),
  })
  expect(found.title).toBe('Hausordnung')
  expect(found.blocks.map(({ kind, headingPath }) => [kind, headingPath])).toEqual([
    ['heading', ['Hausordnung']],
    ['heading', ['Zeiten']],
    ['paragraph', ['Zeiten']],
    ['heading', ['Zeiten', 'Montag']],
    ['paragraph', ['Zeiten', 'Montag']],
  ])
})

test('a table gives one line for each row, a cell with paragraphs included', async () => {
  const found = await read({
    body: `${paragraph('Prices:')}${table([
      ['Adults', '5 €'],
      ['Children', 'free'],
    ])}${paragraph('End.')}`,
  })
  expect(found.text).toBe('Prices:\n\nAdults\t5 €\n\nChildren\tfree\n\nEnd.')
  expect(found.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'table-row', 'table-row', 'paragraph'])
})

test('the cells of a table stay in their columns, with what is joined downwards', async () => {
  const cell = (text: string, properties = '') =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${text ? paragraph(text) : '<w:p/>'}</w:tc>`
  const rows = [
    cell('') + cell('Day') + cell('Price'),
    cell('Pool', '<w:vMerge w:val="restart"/>') + cell('Mon') + cell('5 €'),
    cell('', '<w:vMerge/>') + cell('Closed', '<w:gridSpan w:val="2"/>'),
  ]
  const found = await read({ body: `<w:tbl>${rows.map(row => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>` })
  expect(found.text).toBe(`${BLANK_CELL}\tDay\tPrice\n\nPool\tMon\t5 €\n\nPool\tClosed`)
})

test('charts are not read, and that is said', async () => {
  const found = await read({
    body: paragraph('Words.'),
    parts: { 'word/charts/chart1.xml': '<c:chartSpace/>' },
  })
  expect(found.leftOut).toEqual(['charts'])
})

test('notes follow what they belong to, page headers come last, comments not at all', async () => {
  const note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
  const found = await read({
    title: 'House rules',
    body: `<w:p><w:r><w:t>No dogs</w:t></w:r>${note}<w:r><w:t>.</w:t></w:r></w:p>${paragraph('No cats.')}<w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr>`,
    parts: {
      'word/_rels/document.xml.rels': `${xmlHeader}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relationship('rId2', 'footnotes', 'footnotes.xml')}${relationship('rId3', 'header', 'header1.xml')}</Relationships>`,
      'word/footnotes.xml': `${xmlHeader}<w:footnotes ${namespaces}><w:footnote w:id="2">${paragraph('Guide dogs may enter.')}</w:footnote></w:footnotes>`,
      'word/header1.xml': `${xmlHeader}<w:hdr ${namespaces}>${paragraph('Page head')}</w:hdr>`,
    },
  })
  expect(found.title).toBe('House rules')
  expect(found.text).toBe('No dogs.\n\nGuide dogs may enter.\n\nNo cats.\n\nPage head')
})

test('an archive that is another kind of Office file is refused', async () => {
  const types = `${xmlHeader}<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
  await expect(read({ body: '', parts: { '[Content_Types].xml': types } })).rejects.toMatchObject({
    code: 'wrong-content',
  })
})

test('a PDF, and an old Word file, that call themselves .docx are refused', async () => {
  await expect(extract(Buffer.from('%PDF-1.7'), 'docx')).rejects.toMatchObject({ code: 'wrong-content' })
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  await expect(extract(new Uint8Array(ole), 'docx')).rejects.toMatchObject({ code: 'wrong-content' })
})

test('a Word file with a password is an encrypted package in an OLE container', async () => {
  const ole = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  await expect(extract(new Uint8Array(ole), 'docx')).rejects.toMatchObject({ code: 'password-protected' })
})

test('a document without words has no text, one cut in half is damaged', async () => {
  await expect(read({ body: '<w:p/>' })).rejects.toMatchObject({ code: 'no-text' })
  const whole = makeDocx({ body: paragraph('Words.') })
  await expect(extract(whole.slice(0, whole.length / 2), 'docx')).rejects.toMatchObject({ code: 'damaged' })
})

test('bytes behind the end of the archive are overlooked', async () => {
  const whole = makeDocx({ body: paragraph('Words.') })
  const longer = Buffer.concat([whole, Buffer.from('\r\n--boundary--\r\n')])
  expect((await extract(new Uint8Array(longer), 'docx')).text).toBe('Words.')
})

test('tables in tables without end are refused before the parser sees them', async () => {
  const depth = 20_000
  const body = `${'<w:tbl><w:tr><w:tc>'.repeat(depth)}${paragraph('x')}${'</w:tc></w:tr></w:tbl>'.repeat(depth)}`
  await expect(read({ body })).rejects.toMatchObject({ code: 'too-complex' })
})

test('entities that multiply are refused', async () => {
  const document = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><w:document ${namespaces}><w:body>${paragraph('&a;')}</w:body></w:document>`
  await expect(read({ body: '', parts: { 'word/document.xml': document } })).rejects.toMatchObject({
    code: 'damaged',
  })
})
