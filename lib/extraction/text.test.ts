import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { extract } from './extract.ts'

const japanese = '博物館は九時に開きます。月曜日は休みです。ご来館をお待ちしております。'
const french = 'L’été, le musée reste ouvert jusqu’à minuit — « sauf le lundi ». Entrée : 5 €.'
const latin = 'The museum opens at nine.\n\nOn Mondays it is closed.'

const read = async (bytes: Uint8Array) => (await extract(bytes, 'txt')).text
const mark = (text: string) => `\ufeff${text}`

test.each([
  ['UTF-8', Buffer.from(latin)],
  ['UTF-8 with a byte order mark', Buffer.from(mark(latin))],
  ['UTF-16 little endian with a mark', Buffer.from(mark(latin), 'utf16le')],
  ['UTF-16 big endian with a mark', Buffer.from(mark(latin), 'utf16le').swap16()],
  ['UTF-16 little endian without a mark', Buffer.from(latin, 'utf16le')],
  ['UTF-16 big endian without a mark', Buffer.from(latin, 'utf16le').swap16()],
])('%s is read right', async (_, bytes) => {
  expect(await read(new Uint8Array(bytes))).toBe(latin)
})

test.each([
  ['Shift_JIS', japanese],
  ['EUC-JP', japanese],
  ['windows-1252', french],
  ['windows-1251', 'Музей открыт каждый день, кроме понедельника. Дети проходят бесплатно.'],
  ['gb18030', '博物馆每天早上九点开门，下午五点关门，星期一休息。学生和老人可以免费参观。'],
])('%s is recognised', async (encoding, text) => {
  expect(await read(iconv.encode(text, encoding))).toBe(text.normalize('NFC'))
})

test('a UTF-16 text in Japanese with a mark is read right', async () => {
  expect(await read(Buffer.from(mark(japanese), 'utf16le'))).toBe(japanese)
})

test('blank lines part paragraphs, single line breaks stay', async () => {
  const found = await extract(Buffer.from('\n\nOne\r\ntwo\r\n \t\r\n\r\nThree\n'), 'txt')
  expect(found.blocks.map(({ kind, start, end }) => [kind, found.text.slice(start, end)])).toEqual([
    ['paragraph', 'One\ntwo'],
    ['paragraph', 'Three'],
  ])
  expect(found).toMatchObject({ format: 'txt', title: null, pageCount: null, unreadablePages: [] })
})

const blocksOf = async (text: string) => {
  const found = await extract(Buffer.from(text), 'txt')
  return found.blocks.map(({ kind, start, end, headingPath }) => [
    kind,
    found.text.slice(start, end),
    headingPath.join(' / '),
  ])
}

test('what is set as a heading is one, and stands above what follows', async () => {
  const text = [
    ...['BRINDLE BATHS', 'Conditions', '', '1. Children', '', '1.1 Under eight only with a parent.', ''],
    ...['SAFETY', 'Do not run. Shower first, and mind the step.', '', 'Lost something?', ''],
    ...['Ask at the desk, where things are kept for four weeks.', '', 'Prices', '======', '', 'Nine euros.'],
  ]
  expect(await blocksOf(text.join('\n'))).toEqual([
    ['heading', 'BRINDLE BATHS', 'BRINDLE BATHS'],
    ['paragraph', 'Conditions', 'BRINDLE BATHS'],
    ['heading', '1. Children', 'BRINDLE BATHS / 1. Children'],
    ['paragraph', '1.1 Under eight only with a parent.', 'BRINDLE BATHS / 1. Children'],
    ['heading', 'SAFETY', 'BRINDLE BATHS / SAFETY'],
    ['paragraph', 'Do not run. Shower first, and mind the step.', 'BRINDLE BATHS / SAFETY'],
    ['heading', 'Lost something?', 'BRINDLE BATHS / SAFETY / Lost something?'],
    [
      'paragraph',
      'Ask at the desk, where things are kept for four weeks.',
      'BRINDLE BATHS / SAFETY / Lost something?',
    ],
    ['heading', 'Prices', 'BRINDLE BATHS / Prices'],
    ['paragraph', 'Nine euros.', 'BRINDLE BATHS / Prices'],
  ])
})

test('a title right above its text heads it', async () => {
  const text = [
    ...['1. Booking', 'You can book on our website, by telephone or by e-mail, and pay later.', ''],
    ...['Getting in', 'The key hangs in the box beside the green door of the old house.', ''],
    ...['Ada Weiss of the house', 'Harbour Lane 14', ''],
    ...['The bill is settled on departure, and nobody', 'Pays before that, but for those who want to.'],
  ]
  expect(
    (await blocksOf(text.join('\n'))).flatMap(([kind, said]) => (kind === 'heading' ? [said] : [])),
  ).toEqual(['1. Booking', 'Getting in'])
})

test('what stands over clauses of its number heads them, without a blank line too', async () => {
  const text = 'Terms apply.\n1. General\n1.1 To all.\n1.2 To you.\n2. Fees\n2.1 Are due.\n2. Mai\nis a day.'
  expect((await blocksOf(text)).map(([kind, said]) => [kind, said])).toEqual([
    ['paragraph', 'Terms apply.'],
    ['heading', '1. General'],
    ['paragraph', '1.1 To all.\n1.2 To you.'],
    ['heading', '2. Fees'],
    ['paragraph', '2.1 Are due.\n2. Mai\nis a day.'],
  ])
})

test.each([
  ['a sentence', 'Dogs are welcome.\n\nThey wait outside, beside the oak gate of the house.'],
  ['a list', '- Dogs\n\nThey wait outside, beside the oak gate of the house.'],
  ['the end of all', 'They wait outside, beside the oak gate.\n\nYours, Ada Weiss'],
  [
    'a telephone number',
    'They wait outside, beside the gate.\n\n0421 555 0173\n\nRing at the oak gate first.',
  ],
])('%s is no heading', async (_, text) => {
  expect((await blocksOf(text)).map(([kind]) => kind)).not.toContain('heading')
})

test('columns set with blanks are a table, a line under a later column goes on with its row', async () => {
  const text = [
    'The following ratios apply:',
    'Age             Main pool        Tadpole Pool',
    '-----------     ---------        ------------',
    'Under 4         1 adult to 1     1 adult to 2',
    '4 to 7          1 adult to 2     with a parent',
    '                                 in the water',
    '8 and over      alone            not admitted',
  ]
  expect((await blocksOf(text.join('\n'))).map(([kind, said]) => [kind, said])).toEqual([
    ['paragraph', 'The following ratios apply:'],
    ['table-row', 'Age\tMain pool\tTadpole Pool'],
    ['table-row', 'Under 4\t1 adult to 1\t1 adult to 2'],
    ['table-row', '4 to 7\t1 adult to 2\twith a parent in the water'],
    ['table-row', '8 and over\talone\tnot admitted'],
  ])
})

test('an empty cell between tabs keeps its place', async () => {
  const text = 'Who\tAM\tPM\tNote\nBob\t9-11\t1-3\tring\nAda\t\t10-12\tring the bell and wait please'
  expect((await blocksOf(text)).map(([, said]) => said)).toEqual(text.split('\n'))
})

test('a long text without a blank line is read in proportion to its size', async () => {
  const began = process.cpuUsage()
  const found = await extract(Buffer.from('a\n'.repeat(200_000)), 'txt')
  expect(found.blocks).toHaveLength(1)
  await extract(Buffer.from('a\tb\n'.repeat(150_000)), 'txt')
  // From every line to the end of all, it was minutes, and so many rows at once were no arguments.
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(8_000)
})

test('prose with two blanks behind its sentences is no table', async () => {
  const text = 'It opens at nine.  It closes at six.\nOn Mondays it is shut.  Nobody is there.'
  expect((await blocksOf(text)).map(([kind]) => kind)).toEqual(['paragraph'])
})

test('a stray control character is left out, the text is kept', async () => {
  expect(await read(Buffer.from('Mind\0 the \x1b[1mstep.'))).toBe('Mind the [1mstep.')
})

test.each([
  ['nothing', new Uint8Array(0), 'empty'],
  ['only white space', Buffer.from(' \n\t\n '), 'no-text'],
  [
    'random bytes',
    Uint8Array.from({ length: 4000 }, (_, index) => (index * index * 31 + index * 7) & 255),
    'wrong-content',
  ],
  ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'wrong-content'],
  ['a zip', Buffer.from('PK\x03\x04 and more'), 'wrong-content'],
  ['rich text', Buffer.from('{\\rtf1\\ansi Hello}'), 'wrong-content'],
  [
    'a PNG',
    Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex'),
    'wrong-content',
  ],
])('%s in a .txt is refused by name', async (_, bytes, code) => {
  await expect(extract(bytes, 'txt')).rejects.toMatchObject({ code })
})

test('words that begin like a program or a picture are words', async () => {
  expect(await read(Buffer.from('BMW and MZ built motorcycles.'))).toBe('BMW and MZ built motorcycles.')
})

test('a file of blanks is read in proportion to its size', async () => {
  const began = process.cpuUsage()
  await extract(new TextEncoder().encode(`a${' '.repeat(100_000)}b`), 'txt')
  // From every blank to the end of all, it was minutes.
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000)
})

test('more text than anybody reads is refused', async () => {
  await expect(extract(Buffer.alloc(20_000_001, 'a'), 'txt')).rejects.toMatchObject({ code: 'too-large' })
})

test('a format that has no reader is not taken for text', async () => {
  const bytes = new TextEncoder().encode('Dogs are welcome.')
  for (const format of ['pages', 'constructor', ''] as never[]) {
    await expect(extract(bytes, format)).rejects.toThrow('no reader')
  }
})
