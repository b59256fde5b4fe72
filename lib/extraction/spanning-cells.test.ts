import { expect, it } from 'vitest'
import type { DocumentFormat } from '#lib/core/documents/formats.ts'
import { extract } from './extract.ts'
import { makeDocx, paragraph } from './fixtures/make-docx.ts'
import { makeEpub } from './fixtures/make-epub.ts'
import { makeOdt } from './fixtures/make-odt.ts'
import { makePptx } from './fixtures/make-pptx.ts'

const MANY = 20_000

const page = (cells: number) =>
  `<table><tr>${'<td rowspan="9">a</td>'.repeat(cells)}</tr><tr><td>b</td></tr>${'<tr></tr>'.repeat(20)}</table>`
const wordCells = (merge: string, text: string) =>
  `<w:tc><w:tcPr><w:vMerge${merge}/></w:tcPr>${paragraph(text)}</w:tc>`.repeat(MANY / 20)
const odtCells = (name: string) =>
  `<table:table-row>${`<table:${name} table:number-columns-repeated="50" table:number-rows-spanned="9"><text:p>a</text:p></table:${name}>`.repeat(MANY / 10)}</table:table-row>`
const slideCells = (merge: string) =>
  `<a:tr>${`<a:tc ${merge}><a:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></a:txBody></a:tc>`.repeat(MANY)}</a:tr>`
const richCells = (merge: string) =>
  `\\trowd${`\\${merge}\\cellx1`.repeat(MANY)}\\pard\\intbl ${'a\\cell '.repeat(MANY)}\\row`

it.each<[DocumentFormat, string, Uint8Array]>([
  ['epub', 'more of them than columns', makeEpub({ chapters: { 'a.xhtml': page(1_001) } })],
  ['epub', 'many of them', makeEpub({ chapters: { 'a.xhtml': page(MANY) } })],
  ['html', 'many of them', Buffer.from(page(MANY))],
  [
    'docx',
    'many of them',
    makeDocx({
      body: `<w:tbl><w:tr>${wordCells(' w:val="restart"', 'a')}</w:tr><w:tr>${wordCells('', '')}</w:tr></w:tbl>`,
    }),
  ],
  [
    'odt',
    'many of them',
    makeOdt({
      body: `<table:table>${odtCells('table-cell')}${odtCells('covered-table-cell')}</table:table>`,
    }),
  ],
  [
    'pptx',
    'many of them',
    makePptx([
      {
        shapes: `<p:graphicFrame><a:graphic><a:graphicData><a:tbl>${slideCells('rowSpan="2"')}${slideCells('vMerge="1"')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`,
      },
    ]),
  ],
  [
    'rtf',
    'many of them',
    Buffer.from(`{\\rtf1\\ansi ${richCells('clvmgf')}${richCells('clvmrg')}\\pard b\\par}`),
  ],
])('reads cells of %s that go on in the next rows in time: %s', async (format, _how, bytes) => {
  const before = process.cpuUsage()
  const { text } = await extract(new Uint8Array(bytes), format)
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(3)
  expect(text).toMatch(/^a\ta\ta\t/)
})
