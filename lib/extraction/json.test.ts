import fc from 'fast-check'
import { expect, it } from 'vitest'
import { assertSound } from '#lib/core/ingestion/sound-text.ts'
import { extract } from './extract.ts'
import { BLANK_CELL } from './sheet-blocks.ts'

const read = (json: string) => extract(new TextEncoder().encode(json), 'json')
const told = async (value: unknown) => {
  const { text, blocks } = await read(typeof value === 'string' ? value : JSON.stringify(value))
  return blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''} ${text.slice(start, end)}`)
}

it('makes a table of what is alike, its columns in the order in which they appear', async () => {
  const rows = [
    { town: 'Lyon', cost: 5 },
    { cost: 7, town: 'Nice', tags: ['sea', 'sun'] },
    { town: null, cost: false },
    {},
  ]
  expect(await told(rows.slice(0, 3))).toEqual([
    'table-row town\tcost\ttags',
    `table-row Lyon\t5\t${BLANK_CELL}`,
    'table-row Nice\t7\tsea, sun',
    `table-row ${BLANK_CELL}\tfalse\t${BLANK_CELL}`,
  ])
  expect(await told([...rows.slice(0, 3), {}])).toHaveLength(4)
  expect(await told([[' ', 'Q1'], ['Lyon', 3], []])).toEqual([
    `table-row ${BLANK_CELL}\tQ1`,
    'table-row Lyon\t3',
  ])
})

it('tells what has a name as the name and what it says, what is inside below it', async () => {
  expect(
    await told({
      museum: {
        hours: { monday: null, sunday: '10 to 5' },
        phone: '123',
        empty: {},
        halls: ['East', 'West'],
      },
      open: true,
    }),
  ).toEqual([
    'paragraph open: true',
    'heading1 museum',
    'paragraph phone: 123',
    'heading2 hours',
    'paragraph sunday: 10 to 5',
    'heading2 halls',
    'list-item East',
    'list-item West',
  ])
  const deep = { a: { b: { c: { d: { e: { f: { g: { h: 'deep' } } } } } } } }
  expect((await told(deep)).at(-2)).toBe('heading6 g')
})

it.each([
  ['question', 'answer'],
  ['Q', 'A'],
  ['title', 'body'],
  ['title', 'text'],
])('reads %s and %s as a heading with its paragraphs, in a list and alone', async (question, answer) => {
  const entry = { id: 7, [question]: 'May I bring a dog?', [answer]: 'Yes.\n\nIn the garden.' }
  const short = { [question]: 'Is it free?', [answer]: 'On Sundays' }
  const lines = ['id: 7', 'Yes.', 'In the garden.'].map(text => `paragraph ${text}`)
  expect(await told([entry, short])).toEqual([
    ...['heading1 May I bring a dog?', ...lines],
    ...['heading1 Is it free?', 'paragraph On Sundays'],
  ])
  expect(await told({ faq: entry })).toEqual(['heading1 faq', 'heading2 May I bring a dog?', ...lines])
})

it('reads an answer that is written in HTML as what it says', async () => {
  const answer = '<p>At&nbsp;9, on <b>Sundays</b><br>at 10.</p><h2>Groups</h2><ul><li>Up to 30</ul>'
  expect(await told({ question: 'When do you open?', answer })).toEqual([
    'heading1 When do you open?',
    'paragraph At 9, on Sundays\nat 10.',
    'heading3 Groups',
    'list-item Up to 30',
  ])
  expect(await told({ about: '<h1>Us</h1><p>A museum\nof glass</p>' })).toEqual([
    ...['paragraph about:', 'heading1 Us', 'paragraph A museum of glass'],
  ])
  expect(await told([{ q: 'Small?', a: 'a <b and c > d' }])).toContain('paragraph a <b and c > d')
  expect(await told([`<p>${'word '.repeat(80).trim()}</p>`])).toEqual([
    `paragraph ${'word '.repeat(80).trim()}`,
  ])
})

it('names what is too much for a table by what it calls itself, else by its number', async () => {
  const long = 'word '.repeat(80).trim()
  expect(await told([{ name: 'Lamp', price: 5, about: long }, { parts: [{ screw: { mm: 3 } }] }])).toEqual([
    'heading1 Lamp',
    'paragraph name: Lamp',
    'paragraph price: 5',
    'paragraph about:',
    `paragraph ${long}`,
    'heading1 2',
    'heading2 parts',
    'heading3 parts 1',
    'heading4 screw',
    'paragraph mm: 3',
  ])
})

it('makes no table of one object, of those that share few keys, or of long texts, and one of many columns', async () => {
  const wide = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`k${at}`, at]))
  const long = { town: 'Lyon', about: 'word '.repeat(80) }
  const few = [
    { a: 1, b: 2 },
    { c: 1, d: 2 },
    { e: 1, f: 2 },
  ]
  const asked = { question: 'Is it free?', answer: 'On Sundays' }
  for (const rows of [[{ a: 1, b: 2 }], few, [long, long], [asked, asked], [wide, wide]])
    expect((await told(rows)).filter(row => row.startsWith('table-row'))).toEqual([])
  const sheet = { title: 'Lamp', text: 'Warm', price: 5, stock: 2, colour: 'red', weight: 3 }
  expect((await told([sheet, sheet]))[0]).toBe('table-row title\ttext\tprice\tstock\tcolour\tweight')
})

it('keeps numbers as they are written', async () => {
  const json = '[{"price": 1.10, "id": 12345678901234567890}, {"price": -0.0, "id": 1e400}]'
  expect(await told(json)).toEqual([
    'table-row price\tid',
    'table-row 1.10\t12345678901234567890',
    'table-row -0.0\t1e400',
  ])
})

it('reads one value on each line', async () => {
  const rows = ['table-row a\tb', 'table-row 1\tx', 'table-row 2\ty']
  expect(await told('\ufeff{"a":1,"b":"x"}\r\n\r\n{"a":2,"b":"y"}\n')).toEqual(rows)
  expect(await told('"one"')).toEqual(['paragraph one'])
})

it.each([
  ['cut off', '[{"a":1},{"a"', 'damaged'],
  ['no JSON', 'Opening hours\nNine to five', 'damaged'],
  ['with one bad line', '{"a":1}\n{"a":2\n{"a":3}\n', 'damaged'],
  ['saying nothing', '{"a":[],"b":{"c":null}}', 'no-text'],
  ['another kind of file', 'PK\x03\x04', 'wrong-content'],
  ['of lists in lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'too-complex'],
  ['of objects in objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, 'too-complex'],
  ['of very many objects', `[${'{},'.repeat(2_000_000)}{}]`, 'too-complex'],
  ['of very many values', `[${'1,'.repeat(3_000_000)}1]`, 'too-complex'],
  [
    'of one object with very many members',
    `{${Array.from({ length: 60_000 }, (_, at) => `"k${at}":1`)}}`,
    'too-complex',
  ],
])('says so of a file %s, soon', async (_, json, code) => {
  const before = process.cpuUsage()
  await expect(read(json)).rejects.toMatchObject({ code })
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(4)
})

it.each([
  ['rows', `[${Array.from({ length: 200_000 }, (_, at) => `{"a":${at},"b":"x"}`)}]`],
  ['rows of other columns', `[${Array.from({ length: 100_000 }, (_, at) => `{"k${at}":1}`)}]`],
  ['a number of a million digits', `[${'1'.repeat(1_000_000)}]`],
  ['blanks', `{"a":"x${' \\n'.repeat(500_000)}"}`],
  ['members', `{${Array.from({ length: 50_000 }, (_, at) => `"k${at}":{"x":1}`)}}`],
  [
    'depth',
    `[${Array.from({ length: 5_000 }, () => `${'{"a":'.repeat(90)}1${'}'.repeat(90)}`).slice(0, 3_000)}]`,
  ],
])('reads a file of many %s in time', async (_, json) => {
  const before = process.cpuUsage()
  const found = await read(json)
  expect(() => assertSound(found, 'json')).not.toThrow()
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(6)
})

it('loses no value and no key that has one', async () => {
  const word = fc.stringMatching(/^[a-z]{3,9}$/)
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(word, fc.constantFrom('question', 'answer', 'title', 'text', 'name', 'id')),
        tie('value'),
        {
          maxKeys: 5,
        },
      ),
    ),
  }))
  const said = (value: unknown): string[] => {
    if (value === null) return []
    if (typeof value === 'object') return Object.values(value).flatMap(said)
    return [String(value)]
  }
  await fc.assert(
    fc.asyncProperty(value, async value => {
      const wanted = said(value)
      fc.pre(wanted.length > 0)
      const words = new Set((await read(JSON.stringify(value))).text.split(/[\s,:]+/))
      for (const one of wanted) expect(words).toContain(one)
    }),
    { numRuns: 400 },
  )
})
