import { expect, test } from 'vitest'
import type { StructuredText, TextBlock } from '../documents/structured-text.ts'
import { cpuGrowth } from '../testing/cpu-growth.ts'
import { memoryFiles } from '../testing/memory-files.ts'
import { sampleDocument } from '../testing/sample-items.ts'
import { readDocument } from './read-document.ts'
import { assertSound, MAX_BLOCKS, MAX_TEXT_CHARACTERS, MAX_UNREADABLE_PAGES } from './sound-text.ts'

const WORDS = 'Dogs may come. '

function paragraph(start: number, end: number, more: Partial<TextBlock> = {}): TextBlock {
  return { kind: 'paragraph', start, end, headingPath: [], ...more }
}

/** What a reader says, sound but for `lie`. */
function said(lie: Partial<StructuredText> = {}): StructuredText {
  const text = WORDS.repeat(4)
  const about = { format: 'txt' as const, title: 'Rules', pageCount: 9, unreadablePages: [2, 9], leftOut: [] }
  return { ...about, text, blocks: [paragraph(0, 14), paragraph(15, 29)], ...lie }
}

const onPage = (page: number, pageEnd?: number) => ({ locator: { kind: 'page' as const, page, pageEnd } })
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const marks = (count: number) => `a${'\u0301\u0323'.repeat(count / 2)}`

const lies: [string, Partial<StructuredText>, string][] = [
  ['a block that ends far behind the text', { blocks: [paragraph(0, 9e15)] }, 'damaged'],
  ['code that ends far behind the text', { blocks: [paragraph(0, 9e15, { kind: 'code' })] }, 'damaged'],
  ['a block that ends before it begins', { blocks: [paragraph(9, 3)] }, 'damaged'],
  ['a block before the text', { blocks: [paragraph(-5, 3)] }, 'damaged'],
  ['blocks that overlap', { blocks: [paragraph(0, 14), paragraph(13, 29)] }, 'damaged'],
  ['blocks out of order', { blocks: [paragraph(15, 29), paragraph(0, 14)] }, 'damaged'],
  ['20,000 blocks of the whole text', { blocks: times(20_000, paragraph(0, 60)) }, 'damaged'],
  ['more blocks than a text has', { blocks: times(MAX_BLOCKS + 1, paragraph(0, 0)) }, 'too-complex'],
  ['half a letter', { text: 'Hi 😀', blocks: [paragraph(0, 4)] }, 'damaged'],
  ['the other half', { text: 'Hi 😀', blocks: [paragraph(4, 5)] }, 'damaged'],
  ['more text than is read', { text: 'x'.repeat(MAX_TEXT_CHARACTERS + 1) }, 'too-large'],
  ['control characters', { text: `${WORDS}\u0007`.repeat(4) }, 'damaged'],
  ['letters that turn the line', { text: `${WORDS}\u202e`.repeat(4) }, 'damaged'],
  ['a letter in another spelling', { text: `${WORDS}u\u0308`.repeat(4) }, 'damaged'],
  ['letters without their other half', { text: `${WORDS}\ud800`.repeat(4) }, 'damaged'],
  ['a letter with a million marks', { text: marks(1_000_000), blocks: [] }, 'damaged'],
  [
    'marks that stand together once what is unseen is gone',
    { text: `a${'\u0301\u0323'.repeat(99)}\u200b`.repeat(20_000), blocks: [] },
    'damaged',
  ],
  ['a heading with as many', { blocks: [paragraph(0, 9, { headingPath: [marks(900)] })] }, 'damaged'],
  ['more pages than there are', { pageCount: 9e15 }, 'too-large'],
  ['a page that it has not', { unreadablePages: [1, 10] }, 'damaged'],
  ['pages, where nothing is counted', { pageCount: null }, 'damaged'],
  ['a million unreadable pages', { pageCount: 90_000, unreadablePages: times(1_000_000, 7) }, 'too-complex'],
  ['a block behind the last page', { blocks: [paragraph(0, 14, onPage(10))] }, 'damaged'],
  ['a block that goes on behind it', { blocks: [paragraph(0, 14, onPage(9, 10))] }, 'damaged'],
  ['a heading of megabytes', { blocks: [paragraph(0, 14, { headingPath: ['x'.repeat(5e6)] })] }, 'damaged'],
  ['a million headings', { blocks: [paragraph(0, 14, { headingPath: times(1e6, 'x') })] }, 'damaged'],
  ['a heading that turns the line', { blocks: [paragraph(0, 14, { headingPath: ['\u202e'] })] }, 'damaged'],
  ['a heading of two lines', { blocks: [paragraph(0, 14, { headingPath: ['a\nb'] })] }, 'damaged'],
  ['a title of megabytes', { title: 'x'.repeat(5e6) }, 'damaged'],
  ['a title of control characters', { title: '\u0000' }, 'damaged'],
  [
    'a sheet whose name turns the line',
    { blocks: [paragraph(0, 14, { locator: { kind: 'sheet', sheet: '\u202e', cells: 'A1' } })] },
    'damaged',
  ],
  [
    'an anchor of megabytes',
    { blocks: [paragraph(0, 14, { locator: { kind: 'anchor', anchor: 'x'.repeat(5e6) } })] },
    'damaged',
  ],
  ['another format', { format: 'pdf' }, 'damaged'],
]

test.each(lies)('a reader that speaks of %s is not believed, and nothing is kept', async (_, lie, code) => {
  const { store, files } = memoryFiles()
  const deps = { files: store, extractor: { extract: async () => said(lie) } }
  const document = { ...sampleDocument('bot_1', 'doc_1', { format: 'txt' }), fileTag: '"1"' }
  await expect(readDocument(deps, document, () => {})).rejects.toMatchObject({
    name: 'ExtractionFailure',
    code,
  })
  expect([...files.keys()]).toEqual([])
})

test('what is sound passes', async () => {
  const { store } = memoryFiles()
  const sound = said({ blocks: [paragraph(0, 14, onPage(9)), paragraph(15, 29, onPage(8, 9))] })
  const deps = { files: store, extractor: { extract: async () => sound } }
  const document = { ...sampleDocument('bot_1', 'doc_1', { format: 'txt' }), fileTag: '"1"' }
  expect(await readDocument(deps, document, () => {})).toEqual(sound)
})

/** Of so many characters, in blocks of ten, under headings that change with each. */
function long(characters: number, letter: string): StructuredText {
  const each = Math.ceil(MAX_TEXT_CHARACTERS / MAX_BLOCKS / 2) * 2
  const blocks = Array.from({ length: Math.floor(characters / each) }, (_, at) =>
    paragraph(each * at, each * at + each, { headingPath: ['Überschrift', `Ä ${at}`] }),
  )
  return said({ text: letter.repeat(characters / letter.length), blocks })
}

test.each(['a', 'ä', marks(199).slice(0, 160), '\u0301\u0323', 'ä😀 \n'])(
  'takes time in proportion to a text of %j',
  letter => {
    const judge = (text: StructuredText) => {
      try {
        assertSound(text, 'txt')
      } catch (error) {
        expect(error).toMatchObject({ name: 'ExtractionFailure' })
      }
    }
    expect(cpuGrowth(judge, size => long(size, letter), 100_000)).toBeLessThan(8)
  },
)

test.each(['a', 'ä'])('the longest text of %j in the most blocks takes a second or two', letter => {
  const longest = long(MAX_TEXT_CHARACTERS, letter)
  expect(longest.blocks.length).toBeGreaterThan(0.95 * MAX_BLOCKS)
  const before = process.cpuUsage()
  assertSound(longest, 'txt')
  const { user, system } = process.cpuUsage(before)
  expect(user + system).toBeLessThan(5_000_000)
})

test('a document’s row holds every page that it may be said not to have', () => {
  expect(MAX_UNREADABLE_PAGES * 5).toBeLessThan(400 * 1_024 * 0.75)
})
