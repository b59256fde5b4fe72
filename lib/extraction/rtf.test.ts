import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { extract } from './extract.ts'
import { BLANK_CELL } from './sheet-blocks.ts'

const bytesOf = (body: string) => new Uint8Array(Buffer.from(`{\\rtf1\\ansi\\ansicpg1252 ${body}}`, 'latin1'))
const read = (body: string) => extract(bytesOf(body), 'rtf')
const linesOf = ({ text, blocks }: StructuredText) =>
  blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])

it('knows headings by their styles and levels, the title by its style or by what the file says', async () => {
  const styles =
    '{\\stylesheet{ Normal;}{\\s1\\outlinelevel0 Kapitel;}{\\s2 heading 2;}{\\s7 Title;}{\\*\\cs9 Strong;}}'
  const body =
    '\\pard\\s7 House rules\\par\\pard\\s1 Hours\\par\\pard\\plain From {\\cs9 nine}.\\par{\\pard\\s2 Sunday\\par}\\pard Closed.\\par\\pard\\outlinelevel8 Deep\\par\\pard x\\par'
  const found = await read(styles + body)
  expect(found.blocks.map(({ headingPath }) => headingPath)).toEqual([
    ['House rules'],
    ['Hours'],
    ['Hours'],
    ['Hours', 'Sunday'],
    ['Hours', 'Sunday'],
    ['Hours', 'Sunday', 'Deep'],
    ['Hours', 'Sunday', 'Deep'],
  ])
  expect(found.text).toContain('From nine.')
  expect(found.title).toBe('House rules')
  const named = await read(`{\\info{\\title Rules of 2026}{\\author Me}}${styles}${body}`)
  expect(named.title).toBe('Rules of 2026')
})

it.each([
  ['the code page of the text', "\\ansicpg1251 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2", 'Привет'],
  [
    'that of a font, with two bytes a letter',
    "{\\fonttbl{\\f3\\fcharset128 Mincho;}}{\\f3\\'93\\'fa\\'96\\'7b} x",
    '日本 x',
  ],
  ['that of the font without a word', "{\\fonttbl{\\f5\\fcharset238 Arial CE;}}\\deff5 \\'e8\\'ec", 'čě'],
  ['bytes as they are', 'caf\xe9', 'café'],
  ['a page that nobody knows', "\\ansicpg4711 caf\\'e9", 'café'],
  [
    'Unicode, with what stands in for it',
    "\\u8364?uro \\uc2\\u-10179\\'3f\\'3f\\u-8704?? \\uc0\\u233 t\\u233",
    '€uro 😀 ét'.concat('é'),
  ],
  ['signs and dashes', 'a\\~b\\_c\\emdash d \\{e\\}\\\\ \\lquote f\\rquote', 'a b-c—d {e}\\ ‘f’'],
  ['pages that break', 'one\\page two\\line three\\tab four', 'one\ntwo\nthree\tfour'],
  ['a line that is broken anywhere', 'bro\r\nken', 'broken'],
  ['a text that is written twice', '{\\upr{wrong}{\\*\\ud{right \\u233?}}}', 'right é'],
  [
    'a number and its power',
    '10{\\super 6} 10\\super 1{\\b 2}\\nosupersub 5, 2{\\super nd}, 3\\super 4\\plain 5, H{\\sub 2}O',
    '10^6 10^125, 2nd, 3^45, H2O',
  ],
  [
    'a Western font in a text of another page',
    "\\ansicpg1251{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}}\\f0 caf\\'e9 \\f1\\'cf\\'f0\\'e8",
    'café При',
  ],
  ['a link and other fields', '{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt here}}', 'here'],
  ['formulas', '{\\mmath{\\*\\moMath{\\mr a+b}{\\*\\mfPr x}}{\\mmathPict no}}', 'a+b'],
])('reads %s', async (_what, rtf, text) => {
  expect((await read(rtf)).text).toBe(text)
})

it('tells a title once that is written twice, in the code page of the text', async () => {
  const twice = '{\\info{\\upr{\\title Pr?sentation}{\\*\\ud{\\title Pr\\u233 ?sentation}}}}Words.'
  expect((await read(twice)).title).toBe('Présentation')
  const other = "\\ansicpg1251{\\fonttbl{\\f0\\fcharset0 Arial;}}{\\info{\\title \\'cf\\'f0\\'e8}}Words."
  expect((await read(other)).title).toBe('При')
})

it('reads lists, whether numbered by their program or drawn', async () => {
  const found = await read(
    "\\pard\\ls1\\ilvl0 {\\listtext\\pard\\plain\\'b7\\tab}towel\\par{\\listtext 2.\\tab}shoes\\par\\pard\\ls2 hat\\par\\pard{\\pntext\\'b7\\tab}soap\\par\\pard\\plain Swim.\\par",
  )
  expect(linesOf(found)).toEqual([
    ['list-item', 'towel'],
    ['list-item', 'shoes'],
    ['list-item', 'hat'],
    ['list-item', 'soap'],
    ['paragraph', 'Swim.'],
  ])
})

it('keeps the cells of a table in their columns, with what is joined downwards and tables in them', async () => {
  const nested =
    '\\itap2 deep\\nestcell end\\nestcell{\\*\\nesttableprops\\trowd\\cellx9\\nestrow}{\\nonesttables\\par no}'
  const found = await read(
    `\\trowd\\clvmgf\\cellx1\\cellx2\\pard\\intbl Pool\\cell Mon\\par to Fri\\cell\\row\\trowd\\clvmrg\\cellx1\\cellx2\\pard\\intbl\\cell ${nested}\\pard\\intbl\\cell\\trowd\\clvmrg\\cellx1\\cellx2\\row\\trowd\\cellx1\\cellx2\\pard\\intbl\\cell Sun\\cell\\row\\pard After.\\par\\pard\\intbl lost\\cell`,
  )
  expect(linesOf(found)).toEqual([
    ['table-row', 'Pool\tMon to Fri'],
    ['table-row', 'Pool\tdeep end'],
    ['table-row', `${BLANK_CELL}\tSun`],
    ['paragraph', 'After.'],
    ['table-row', 'lost'],
  ])
})

it('tells notes and frames after what holds them, page headers last and once, what is hidden not at all', async () => {
  const shape =
    '{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt\\pard On a shape\\par}}{\\shprslt{\\*\\do no}}}'
  const found = await read(
    `{\\header\\pard Pool of Lyon\\par}{\\headerf\\pard Pool of Lyon\\par}No dogs{\\footnote\\pard Guide dogs {\\b may}.\\par}, {\\v hidden}{\\deleted gone}no cats.${shape}{\\object\\objemb{\\*\\objdata 0105}{\\result\\pard A sheet\\par}}{\\pict\\pngblip 89504e47}{\\*\\unheard of}\\par\\bin9 }}}}}}}}}Swim.`,
  )
  expect(linesOf(found)).toEqual([
    ['paragraph', 'No dogs, no cats.'],
    ['paragraph', 'Guide dogs may.'],
    ['paragraph', 'On a shape'],
    ['paragraph', 'A sheet'],
    ['paragraph', 'Swim.'],
    ['paragraph', 'Pool of Lyon'],
  ])
})

it('reads a file with a byte order mark, and not what stands behind its end', async () => {
  const file = Buffer.concat([Buffer.from('\ufeff \r\n'), bytesOf('Words.'), Buffer.from(' {more}')])
  expect((await extract(new Uint8Array(file), 'rtf')).text).toBe('Words.')
})

it.each([
  ['another kind of file', Buffer.from('%PDF-1.7'), 'wrong-content'],
  ['words', Buffer.from('Words.'), 'wrong-content'],
  ['nothing', Buffer.alloc(0), 'empty'],
  ['a file cut short', bytesOf('Words. {\\b more}').slice(0, -3), 'damaged'],
  ['bytes that say they go on', bytesOf('x\\bin99999999999 x'), 'damaged'],
  ['a file without words', bytesOf('{\\fonttbl{\\f0 Arial;}}\\par'), 'no-text'],
  ['groups without end', Buffer.from(`{\\rtf1${'{'.repeat(200_000)}`), 'too-complex'],
])('refuses %s', async (_what, bytes, code) => {
  await expect(extract(new Uint8Array(bytes), 'rtf')).rejects.toMatchObject({ code })
})

it.each([
  ['pictures', `{\\pict ${'89504e47'.repeat(1_000_000)}}x`],
  ['letters', "\\'e9\\u8364?".repeat(500_000)],
  ['groups side by side', '{\\b x}'.repeat(500_000)],
  ['words without text', '\\b\\b0'.repeat(1_000_000)],
  ['cells', '\\intbl x\\cell'.repeat(300_000)],
  ['notes', 'a{\\footnote b}'.repeat(150_000)],
  ['fonts', `{\\fonttbl${'{\\f1\\fcharset2 x;}'.repeat(200_000)}}x`],
])('ends in time with %s without end', async (_what, body) => {
  const bytes = bytesOf(body)
  const before = process.cpuUsage()
  await extract(bytes, 'rtf').catch((error: unknown) => {
    expect(error).toMatchObject({ name: 'ExtractionFailure' })
  })
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(8)
})

it('survives any bytes', async () => {
  const piece = fc.constantFrom(
    ...[
      '{',
      '}',
      '\\',
      "\\'",
      "\\'e",
      '\\*',
      '\\par ',
      '\\u',
      '\\u9',
      '\\uc9 ',
      '\\bin3 ',
      '\\cell ',
      '\\row ',
      '\\intbl ',
      '\\footnote ',
      '\\upr ',
      '\\ud ',
      '\\s1 ',
      '\\f-1 ',
      '\\stylesheet ',
      '\\info ',
      '\\title ',
      'x',
      '\xe9',
      '\0',
    ],
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async pieces => {
      const outcome = await read(pieces.join('')).catch((error: unknown) => error)
      expect(['StructuredText', 'ExtractionFailure']).toContain(
        outcome instanceof Error ? outcome.name : 'StructuredText',
      )
    }),
    { numRuns: 2_000 },
  )
})

it('leaves no word of any text out', async () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/)
  const { tree } = fc.letrec<{ tree: string }>(tie => ({
    tree: fc.oneof(
      word.map(text => `\\pard ${text}\\par `),
      word.map(text => `{\\b ${text}}\\par `),
      word.map(text => `\\pard\\outlinelevel2 ${text}\\par `),
      fc
        .array(word, { minLength: 1, maxLength: 3 })
        .map(cells => `\\trowd\\pard\\intbl ${cells.join('\\cell ')}\\cell\\row\\pard `),
      fc.tuple(word, tie('tree')).map(([text, note]) => `${text}{\\footnote ${note}}\\par `),
      fc.array(tie('tree'), { maxLength: 3 }).map(inner => `{${inner.join('')}}`),
    ),
  }))
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { maxLength: 5 }), async trees => {
      const body = `first\\par ${trees.join('')}`
      const said = body
        .replace(/\\[a-z]+\d* ?|[{}]/g, ' ')
        .split(/\s+/)
        .filter(Boolean)
      const { text } = await read(body)
      expect(text.split(/\s+/).filter(Boolean).sort()).toEqual(said.sort())
    }),
    { numRuns: 300 },
  )
})
