import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { extract } from './extract.ts'
import { makeOdt, namespaces, type OdtParts } from './fixtures/make-odt.ts'
import { BLANK_CELL } from './sheet-blocks.ts'

const read = (odt: OdtParts | string) =>
  extract(makeOdt(typeof odt === 'string' ? { body: odt } : odt), 'odt')
const p = (text: string, style = 'Standard') => `<text:p text:style-name="${style}">${text}</text:p>`
const h = (level: number, text: string) => `<text:h text:outline-level="${level}">${text}</text:h>`
const item = (inside: string) => `<text:list-item>${inside}</text:list-item>`
const list = (...items: string[]) => `<text:list>${items.map(item).join('')}</text:list>`
const cell = (inside: string, more = '') => `<table:table-cell ${more}>${inside}</table:table-cell>`
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`
const linesOf = ({ text, blocks }: StructuredText) =>
  blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])

it('tells headings with what stands under them, and is called by its title', async () => {
  const found = await read({
    styles: '<style:style style:name="P1" style:parent-style-name="Title"/>',
    body: `${p('House rules', 'P1')}${h(1, 'Hours')}${p('From nine.')}${h(9, '<text:span>Sun</text:span>day')}${p('Closed.')}`,
  })
  expect(found.title).toBe('House rules')
  expect(found.blocks.map(({ headingPath }) => headingPath)).toEqual([
    ['House rules'],
    ['Hours'],
    ['Hours'],
    ['Hours', 'Sunday'],
    ['Hours', 'Sunday'],
  ])
  expect(found.blocks[3]!.level).toBe(6)
  expect((await read({ title: 'Rules &amp; fees', body: p('x') })).title).toBe('Rules & fees')
})

it('reads lists in lists, headings that are numbered as one, and sections', async () => {
  const found = await read(
    `<text:section>${p('Bring:')}${list(p('a towel'), p('shoes') + list(p('indoors only')))}</text:section>${list(h(2, 'Fees'))}`,
  )
  expect(linesOf(found)).toEqual([
    ['paragraph', 'Bring:'],
    ['list-item', 'a towel'],
    ['list-item', 'shoes'],
    ['list-item', 'indoors only'],
    ['heading', 'Fees'],
  ])
})

it('keeps the cells of a table in their columns, with what is joined downwards', async () => {
  const found = await read(
    `<table:table><table:table-header-rows>${row(cell(''), cell(p('Day')), cell(p('Price')))}</table:table-header-rows>${row(cell(p('Pool'), 'table:number-rows-spanned="2"'), cell(p('Mon') + p('to Fri')), cell(list(p('5 €'))))}<table:table-row-group>${row('<table:covered-table-cell/>', cell(p('Sun'), 'table:number-columns-repeated="2"'))}${row(cell(p('Closed in May'), 'table:number-columns-spanned="3"'), '<table:covered-table-cell table:number-columns-repeated="2"/>')}</table:table-row-group>${row(cell('', 'table:number-columns-repeated="16384"'))}</table:table>`,
  )
  expect(linesOf(found)).toEqual([
    ['table-row', `${BLANK_CELL}\tDay\tPrice`],
    ['table-row', 'Pool\tMon to Fri\t5 €'],
    ['table-row', 'Pool\tSun\tSun'],
    ['table-row', `Closed in May\t${BLANK_CELL}\t${BLANK_CELL}`],
  ])
})

it('tells notes, frames and drawings after what holds them, deleted text and remarks not at all', async () => {
  const note = `<text:note><text:note-citation>1</text:note-citation><text:note-body>${p('Guide dogs may.')}</text:note-body></text:note>`
  const frame = `<draw:frame><draw:text-box>${list(p('In a box'))}</draw:text-box></draw:frame>`
  const drawing = `<draw:g><draw:custom-shape>${p('On a shape')}</draw:custom-shape></draw:g>`
  const remark = `<office:annotation>${p('Is this so?')}</office:annotation>`
  const deleted = `<text:tracked-changes><text:changed-region><text:deletion>${p('Gone')}</text:deletion></text:changed-region></text:tracked-changes>`
  const contents = `<text:table-of-content><text:index-body>${p('Dogs 1')}</text:index-body></text:table-of-content>`
  const found = await read(
    `${deleted}${contents}${p(`No dogs${note}${remark}.${frame}${drawing}`)}${p('No\n   cats,<text:tab/>no<text:line-break/>birds<text:s text:c="2"/>here')}`,
  )
  expect(linesOf(found)).toEqual([
    ['paragraph', 'No dogs.'],
    ['paragraph', 'Guide dogs may.'],
    ['list-item', 'In a box'],
    ['paragraph', 'On a shape'],
    ['paragraph', 'No cats,\tno\nbirds  here'],
  ])
})

it('tells page headers and footers last and once', async () => {
  const page = (name: string) =>
    `<style:master-page style:name="${name}"><style:header>${p('Pool of Lyon')}</style:header></style:master-page>`
  const styles = `<office:document-styles ${namespaces}><office:master-styles>${page('A')}${page('B')}</office:master-styles></office:document-styles>`
  expect((await read({ body: p('Words.'), parts: { 'styles.xml': styles } })).text).toBe(
    'Words.\n\nPool of Lyon',
  )
})

it('reads formulas by their source, and says that charts are not read', async () => {
  const object = (name: string) => `<draw:frame><draw:object xlink:href="./${name}"/></draw:frame>`
  const parts = {
    'Object 1/content.xml':
      '<math><semantics><mi>x</mi><annotation encoding="StarMath 5.0">a over b</annotation></semantics></math>',
    'Object 2/content.xml': `<office:document-content ${namespaces}><office:body><office:chart/></office:body></office:document-content>`,
  }
  const found = await read({
    body: p(`It is ${object('Object 1')}${object('Object 2')}${object('Object 3')}`),
    parts,
  })
  expect([found.text, found.leftOut]).toEqual(['It is a over b', ['charts']])
})

it('reads the words of a box that holds an object too', async () => {
  const object = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
  const caption = `<draw:frame><draw:text-box>${p(`${object}Figure 1: Prices rise by 5 %`)}</draw:text-box></draw:frame>`
  const parts = {
    'Object 1/content.xml': `<office:document-content ${namespaces}><office:body><office:chart/></office:body></office:document-content>`,
  }
  const found = await read({ body: p(`See below.${caption}`), parts })
  expect([found.text, found.leftOut]).toEqual(['See below.\n\nFigure 1: Prices rise by 5 %', ['charts']])
})

it('reads a template, and an old file whose parts name their document type', async () => {
  const parts = {
    mimetype: 'application/vnd.oasis.opendocument.text-template',
    'META-INF/manifest.xml':
      '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest:manifest/>',
  }
  expect((await read({ body: p('Words.'), parts })).text).toBe('Words.')
})

it.each<[string, Record<string, string>, string]>([
  ['a spreadsheet', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, 'wrong-content'],
  [
    'what has a password',
    { 'META-INF/manifest.xml': '<m><manifest:encryption-data/></m>' },
    'password-protected',
  ],
  ['a part cut short', { 'content.xml': '<office:document-content><office:body>' }, 'damaged'],
  ['a part without a text', { 'content.xml': '<office:document-content/>' }, 'damaged'],
  ['lists without end', { 'content.xml': '<text:list>'.repeat(200_000) }, 'too-complex'],
  ['entities that multiply', { 'content.xml': '<!DOCTYPE x [<!ENTITY a "ha">]><x/>' }, 'damaged'],
  [
    'a text without words',
    { 'content.xml': `<x ${namespaces}><office:body><office:text><text:p/></office:text></office:body></x>` },
    'no-text',
  ],
])('refuses %s', async (_what, parts, code) => {
  await expect(read({ body: p('Words.'), parts })).rejects.toMatchObject({ code })
})

it('refuses what is cut in half and what is no archive', async () => {
  const whole = makeOdt({ body: p('Words.') })
  await expect(extract(whole.slice(0, whole.length / 2), 'odt')).rejects.toMatchObject({ code: 'damaged' })
  await expect(extract(Buffer.from('Words.'), 'odt')).rejects.toMatchObject({ code: 'wrong-content' })
})

it('leaves no word out', async () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/)
  const { tree } = fc.letrec<{ tree: string }>(tie => ({
    tree: fc.oneof(
      word.map(text => p(text)),
      fc.tuple(fc.integer({ min: 1, max: 10 }), word).map(([level, text]) => h(level, text)),
      fc.array(tie('tree'), { maxLength: 3 }).map(items => list(...items)),
      fc
        .array(tie('tree'), { maxLength: 3 })
        .map(cells => `<table:table>${row(...cells.map(one => cell(one)))}</table:table>`),
      fc
        .tuple(word, tie('tree'))
        .map(([text, inside]) =>
          p(`${text}<draw:frame><draw:text-box>${inside}</draw:text-box></draw:frame>`),
        ),
    ),
  }))
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { maxLength: 5 }), async trees => {
      const body = `${p('first')}${trees.join('')}`
      const said = body
        .replace(/<[^>]*>/g, ' ')
        .split(/\s+/)
        .filter(Boolean)
      const { text } = await read(body)
      expect(text.replaceAll(BLANK_CELL, ' ').split(/\s+/).filter(Boolean).sort()).toEqual(said.sort())
    }),
    { numRuns: 150 },
  )
})
