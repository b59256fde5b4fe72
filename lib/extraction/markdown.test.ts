import { expect, test } from 'vitest'
import { extract } from './extract.ts'

const read = (markdown: string) => extract(Buffer.from(markdown), 'md')
const blocksOf = async (markdown: string) => {
  const found = await read(markdown)
  return found.blocks.map(({ kind, start, end }) => [kind, found.text.slice(start, end)])
}

test('marks go, words stay', async () => {
  expect(
    await blocksOf(
      'Some *emphasis*, `code`, [a link](https://example.com "t") and ![a picture](x.png).\n\n---\n\n> Said **she**.',
    ),
  ).toEqual([
    ['paragraph', 'Some emphasis, code, a link and a picture.'],
    ['paragraph', 'Said she.'],
  ])
})

test('headings lead to what stands below them', async () => {
  const found = await read('# Guide\n\n## Hours\n\nNine to five.\n\nPrices\n------\n\nFree.')
  expect(found.title).toBe('Guide')
  expect(found.blocks.map(({ headingPath }) => headingPath)).toEqual([
    ['Guide'],
    ['Guide', 'Hours'],
    ['Guide', 'Hours'],
    ['Guide', 'Prices'],
    ['Guide', 'Prices'],
  ])
})

test('a first line that is bold from end to end is a heading', async () => {
  expect(
    await blocksOf(
      '**May I fish?**\nOnly from the *west* bank.\n\n**Lost your pass?**\n\nAsk.\n\n**Note:** bring it.\n\n**Please**\\\nwait.\n\n**For children:**\nFree.',
    ),
  ).toEqual([
    ['heading', 'May I fish?'],
    ['paragraph', 'Only from the west bank.'],
    ['heading', 'Lost your pass?'],
    ['paragraph', 'Ask.'],
    ['paragraph', 'Note: bring it.'],
    ['paragraph', 'Please\nwait.'],
    ['paragraph', 'For children:\nFree.'],
  ])
})

test('lists, also inside lists, become items; code keeps its indent', async () => {
  expect(await blocksOf('- one\n- [x] two\n  1. inner\n\n     ```js\n       if (x) {}\n     ```\n')).toEqual([
    ['list-item', 'one'],
    ['list-item', 'two'],
    ['list-item', 'inner'],
    ['code', '  if (x) {}'],
  ])
})

test('a table gives its rows without bars and dashes', async () => {
  expect(await blocksOf('| Code | *Price* |\n|:-----|------:|\n| A\\|1 | 5 € |\n| B | `6` |')).toEqual([
    ['table-row', 'Code\tPrice'],
    ['table-row', 'A|1\t5 €'],
    ['table-row', 'B\t6'],
  ])
})

test('front matter is not text, its title is the title', async () => {
  const found = await read('---\ntitle: "The Guide"\ntags: [a]\n---\n\n# Other\n\nText.')
  expect(found.title).toBe('The Guide')
  expect(found.text).toBe('Other\n\nText.')
})

test('HTML is left out, the words in it stay', async () => {
  expect(
    await blocksOf(
      '<div align="center">\n<b>Hello</b> you\n<!-- hidden -->\n<script>alert(1)</script>\n</div>\n\nA<br>B <kbd>C</kbd>',
    ),
  ).toEqual([
    ['paragraph', 'Hello you'],
    ['paragraph', 'A\nB C'],
  ])
})

test.each([
  ['quotes', '> '.repeat(5_000)],
  ['lists', '- '.repeat(5_000)],
  ['brackets', '['.repeat(50_000)],
  ['indents', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
])('%s nested beyond reason are refused', async (_, markdown) => {
  await expect(read(`${markdown}x`)).rejects.toMatchObject({ code: 'too-complex' })
})

test('more than two megabytes are refused', async () => {
  await expect(read('word '.repeat(500_000))).rejects.toMatchObject({ code: 'too-large' })
})
