import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeLocator } from '#lib/core/documents/locator.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { extract } from './extract.ts'
import {
  drawn,
  makePptx,
  namespaces,
  picture,
  type SlideParts,
  shape,
  shapeOf,
  slideTable,
} from './fixtures/make-pptx.ts'
import { BLANK_CELL } from './sheet-blocks.ts'

const read = (...slides: (SlideParts | string)[]) =>
  extract(makePptx(slides.map(one => (typeof one === 'string' ? { shapes: one } : one))), 'pptx')
const linesOf = ({ text, blocks }: StructuredText) =>
  blocks.map(({ kind, start, end, locator }) => [
    kind,
    text.slice(start, end),
    locator ? describeLocator(locator) : '',
  ])

it('tells the slides in the order of the presentation, hidden ones too, each under its title', async () => {
  const found = await read(
    { number: 7, shapes: shape('type="ctrTitle"', 'Welcome', 'to the pool') },
    { number: 2, shapes: shape(null, 'Drawn first.') + shape('type="title"', 'Fees'), hidden: true },
    { number: 11, shapes: shape(null, 'No title here.') },
  )
  expect(linesOf(found)).toEqual([
    ['heading', 'Welcome to the pool', 'Slide 1'],
    ['heading', 'Fees', 'Slide 2'],
    ['paragraph', 'Drawn first.', 'Slide 2'],
    ['paragraph', 'No title here.', 'Slide 3'],
  ])
  expect(found.blocks.map(({ headingPath }) => headingPath)).toEqual([
    ['Welcome to the pool'],
    ['Fees'],
    ['Fees'],
    [],
  ])
  expect([found.title, found.pageCount, found.blocks[0]!.level]).toEqual(['Welcome to the pool', 3, 2])
})

it('is called by its own title', async () => {
  const properties = '<cp:coreProperties><dc:title> Pool &amp; sauna </dc:title></cp:coreProperties>'
  const made = makePptx([{ shapes: shape('type="title"', 'Hello') }], { 'docProps/core.xml': properties })
  expect((await extract(made, 'pptx')).title).toBe('Pool & sauna')
})

it('knows a list by the bullets of its slide, of the layout or of the master', async () => {
  const none = '<a:pPr><a:buNone/></a:pPr>'
  const own = '<a:pPr lvl="3"><a:buAutoNum type="arabicPeriod"/></a:pPr>'
  const found = await read(
    [
      shapeOf(
        'idx="1"',
        drawn('Listed') +
          drawn('Said so', none) +
          drawn('Under it', '<a:pPr lvl="1"/>') +
          drawn('Deeper', '<a:pPr lvl="2"/>'),
      ),
      shapeOf('idx="7"', drawn('Caption') + drawn('Numbered', own)),
      shape('type="body" idx="1"', 'Listed too'),
      shape('type="subTitle" idx="1"', 'A line'),
      shape(null, 'A box'),
    ].join(''),
  )
  expect(linesOf(found).map(([kind, text]) => [text, kind])).toEqual([
    ['Listed', 'list-item'],
    ['Said so', 'paragraph'],
    ['Under it', 'paragraph'],
    ['Deeper', 'list-item'],
    ['Caption', 'paragraph'],
    ['Numbered', 'list-item'],
    ['Listed too', 'list-item'],
    ['A line', 'paragraph'],
    ['A box', 'paragraph'],
  ])
})

it('keeps the cells of a table in their columns, in groups too, with what is joined downwards', async () => {
  const broken =
    '<a:p><a:r><a:t>Mon</a:t></a:r><a:br/><a:r><a:t>to </a:t></a:r><a:fld type="x"><a:t>Fri</a:t></a:fld></a:p>'
  const found = await read(
    `<p:grpSp><p:grpSp>${slideTable(
      ['', 'Day', 'Price'],
      ['Pool', broken, '5 €'],
      ['<a:tc vMerge="1"><a:txBody><a:p/></a:txBody></a:tc>', 'Sunday', ''],
      ['', '', ''],
    )}</p:grpSp></p:grpSp>`,
  )
  expect(linesOf(found).map(([kind, text]) => [kind, text])).toEqual([
    ['table-row', `${BLANK_CELL}\tDay\tPrice`],
    ['table-row', 'Pool\tMon to Fri\t5 €'],
    ['table-row', `Pool\tSunday\t${BLANK_CELL}`],
  ])
})

it('reads what a SmartArt drawing says in its own order, and once', async () => {
  const point = (id: string, text: string) => `<dgm:pt modelId="${id}"><dgm:t>${drawn(text)}</dgm:t></dgm:pt>`
  const under = (above: string, id: string, order: number) =>
    `<dgm:cxn srcId="${above}" destId="${id}" srcOrd="${order}"/>`
  const data = `<dgm:dataModel ${namespaces}><dgm:ptLst>${point('3', 'Swim')}${point('2', 'Shower')}<dgm:pt modelId="0" type="doc"/>${point('4', 'with soap')}${point('8', 'in a')}${point('9', 'circle')}</dgm:ptLst><dgm:cxnLst>${under('0', '3', 1)}${under('0', '2', 0)}${under('2', '4', 0)}${under('8', '9', 0)}${under('9', '8', 0)}</dgm:cxnLst></dgm:dataModel>`
  const frame =
    '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="rId9"/></a:graphicData></a:graphic></p:graphicFrame>'
  const slide: SlideParts = { shapes: frame + frame, names: [['diagramData', '/ppt/diagrams/data4.xml']] }
  const found = await extract(makePptx([slide], { 'ppt/diagrams/data4.xml': data }), 'pptx')
  expect(linesOf(found).map(([, text]) => text)).toEqual(['Shower', 'with soap', 'Swim', 'circle', 'in a'])
})

it('reads formulas, and what is written twice once', async () => {
  const run = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`
  const formula = `<a14:m><m:oMath>${run('x=')}<m:f><m:num>${run('a')}</m:num><m:den><m:sSup><m:e>${run('b')}</m:e><m:sup>${run('2')}</m:sup></m:sSup></m:den></m:f></m:oMath></a14:m>`
  const twice = `<mc:AlternateContent><mc:Choice Requires="a14">${shapeOf(null, `<a:p>${formula}</a:p>`)}</mc:Choice><mc:Fallback>${shape(null, 'A picture of it')}</mc:Fallback></mc:AlternateContent>`
  expect((await read(twice)).text).toBe('x= (a)/(b^2)')
})

it('tells the notes after their slide, footers once, numbers of slides never', async () => {
  const number = shapeOf('type="sldNum"', '<a:p><a:fld type="slidenum"><a:t>1</a:t></a:fld></a:p>')
  const footer = shape('type="ftr"', 'Pool of Lyon')
  const found = await read(
    {
      shapes: number + footer + shape('type="title"', 'Fees'),
      notes: shape('type="body" idx="1"', 'Say that', 'it is free for children.') + number + footer,
    },
    shape('type="title"', 'Hours') + footer + number,
  )
  expect(linesOf(found)).toEqual([
    ['heading', 'Fees', 'Slide 1'],
    ['paragraph', 'Pool of Lyon', 'Slide 1'],
    ['paragraph', 'Say that', 'Slide 1'],
    ['paragraph', 'it is free for children.', 'Slide 1'],
    ['heading', 'Hours', 'Slide 2'],
  ])
})

it('names the slides that are only pictures, and says that charts are not read', async () => {
  const slides: SlideParts[] = [
    { shapes: shape('type="title"', 'Pool') + picture },
    { shapes: picture + shape('type="title"', ' ') },
    { shapes: '' },
    { shapes: picture, notes: shape('type="body"', 'Explain the picture.') },
  ]
  const found = await extract(makePptx(slides), 'pptx')
  expect([found.unreadablePages, found.pageCount, found.leftOut]).toEqual([[2], 4, []])
  const charted = makePptx(slides, { 'ppt/charts/chart1.xml': '<c:chartSpace/>' })
  expect((await extract(charted, 'pptx')).leftOut).toEqual(['charts'])
  await expect(read(picture)).rejects.toMatchObject({ code: 'no-text' })
})

it.each<[string, Record<string, string>, string]>([
  [
    'another kind of Office file',
    { '[Content_Types].xml': '<Types><Override ContentType="spreadsheetml"/></Types>' },
    'wrong-content',
  ],
  ['a part cut short', { 'ppt/slides/slide1.xml': `<p:sld ${namespaces}><p:cSld>` }, 'damaged'],
  ['nothing but its wrapping', { 'ppt/presentation.xml': '' }, 'damaged'],
  [
    'groups without end',
    { 'ppt/slides/slide1.xml': `${'<p:grpSp>'.repeat(200_000)}${'</p:grpSp>'.repeat(200_000)}` },
    'too-complex',
  ],
  [
    'entities that multiply',
    { 'ppt/slides/slide1.xml': '<!DOCTYPE x [<!ENTITY a "ha">]><p:sld/>' },
    'damaged',
  ],
])('refuses %s', async (_what, parts, code) => {
  const made = makePptx([{ shapes: shape(null, 'Words.') }], parts)
  await expect(extract(made, 'pptx')).rejects.toMatchObject({ code })
})

it('refuses what is cut in half, what is no archive, and a picture', async () => {
  const whole = makePptx([{ shapes: shape(null, 'Words.') }])
  await expect(extract(whole.slice(0, whole.length / 2), 'pptx')).rejects.toMatchObject({ code: 'damaged' })
  await expect(extract(new Uint8Array(), 'pptx')).rejects.toMatchObject({ code: 'empty' })
  await expect(extract(Buffer.from('\x89PNG\r\n\x1a\n'), 'pptx')).rejects.toMatchObject({
    code: 'wrong-content',
  })
})

it('takes a long slide with long notes in one piece', async () => {
  const long = shapeOf(
    'idx="1"',
    Array.from(
      { length: 150_000 },
      (_, at) => `<a:p><a:r><a:t>${(at * 7919) % 99_991}</a:t></a:r></a:p>`,
    ).join(''),
  )
  const made = makePptx([{ shapes: long, notes: long }])
  expect((await extract(made, 'pptx')).blocks).toHaveLength(300_000)
})

it('leaves no word of any slide out', async () => {
  const text = fc.stringMatching(/^[a-z]{1,6}$/)
  const place = fc.constantFrom(null, 'type="title"', 'idx="1"', 'type="body" idx="7"', 'type="subTitle"')
  const { tree } = fc.letrec<{ tree: string }>(tie => ({
    tree: fc.oneof(
      fc.tuple(place, fc.array(text, { maxLength: 3 })).map(([where, lines]) => shape(where, ...lines)),
      fc
        .array(fc.array(text, { minLength: 2, maxLength: 2 }), { maxLength: 3 })
        .map(rows => slideTable(...rows)),
      fc.array(tie('tree'), { maxLength: 3 }).map(inner => `<p:grpSp>${inner.join('')}</p:grpSp>`),
    ),
  }))
  const slide = fc.record({
    shapes: fc.array(tree, { maxLength: 4 }).map(all => all.join('')),
    notes: text.map(one => shape('type="body"', one)),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(slide, { minLength: 1, maxLength: 4 }), async slides => {
      const found = await read(...slides)
      for (const [at, { shapes, notes }] of slides.entries()) {
        const said = [...(shapes + notes).matchAll(/<a:t>([^<]*)</g)].map(match => match[1])
        const here = linesOf(found).filter(([, , where]) => where === `Slide ${at + 1}`)
        expect(here.flatMap(([, line]) => line!.split(/\s/)).sort()).toEqual(said.sort())
      }
    }),
    { numRuns: 100 },
  )
})
