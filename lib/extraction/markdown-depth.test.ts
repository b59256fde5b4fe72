import { expect, test } from 'vitest'
import { cpuGrowth } from '../core/testing/cpu-growth.ts'
import { readMarkdown } from './markdown.ts'
import { isTooTangled } from './markdown-depth.ts'

const KILOBYTES_200 = 200 * 1_024

test.each([
  ...['a**', 'a*', 'a_ ', 'a*_', '**a\n', '    - a**\n', '2. a**\n', '> a**\n', 'a**\r'],
  ...['[a](b (c ', '[a]: ', '[a](<b ', '[a]: b "c\n', '[a](b \'c " ', '[a]: b (c\n', '> [a](b (c\n'],
  ...['[a] ', '[a][b] ', '[a][', '![a] ', 'a]', 'a<b\n', 'a&b\n', 'a<!--', 'a<?', 'a<![CDATA['],
])('200 KB of %j are refused before they are parsed', async piece => {
  const text = piece.repeat(KILOBYTES_200 / piece.length)
  const before = process.cpuUsage()
  await expect(readMarkdown(new TextEncoder().encode(text))).rejects.toMatchObject({ code: 'too-complex' })
  const { user, system } = process.cpuUsage(before)
  expect(user + system).toBeLessThan(2_000_000)
})

test.each([
  ['brackets in brackets', '[a '.repeat(35_000) + ']b '.repeat(35_000)],
  ['codes of every length', Array.from({ length: 1_300 }, (_, at) => `${'`'.repeat(at + 1)}a `).join('')],
  ['a title that ends with the text', `${'[a](b (c '.repeat(20_000)})`],
])('%s are refused', async (_, text) => {
  await expect(readMarkdown(new TextEncoder().encode(`x ${text}`))).rejects.toMatchObject({
    code: 'too-complex',
  })
})

test.each(['a**', '- a** b\n', '*\n\n', '**', '[a](b (c ', '[a](b)\n\n', '<!', '`a``', 'a (b\n', ')'])(
  'looking for it takes time in proportion to a text of %j',
  piece => {
    expect(cpuGrowth(isTooTangled, size => piece.repeat(size / piece.length), 50_000)).toBeLessThan(8)
  },
)

test('what people write is read: bold words on every line, rules of stars, names_with_lines', async () => {
  const glossary = Array.from({ length: 8_000 }, (_, at) => `- **Word ${at}:** what it _says_`).join('\n')
  const table = Array.from({ length: 500 }, (_, at) => `| **${at}** | *x* | some_long_name |`).join('\n')
  const prose = `${'A **bold** word in a paragraph of its own, and *another*.\n'.repeat(40)}\n`.repeat(100)
  for (const text of [glossary, `|a|b|c|\n|-|-|-|\n${table}`, prose, `${'*'.repeat(5_000)}\n`.repeat(20)]) {
    expect(isTooTangled(text)).toBe(false)
  }
  const { text } = await readMarkdown(new TextEncoder().encode(glossary.slice(0, 20_000)))
  expect(text).toContain('Word 99: what it says')
})

test('so are thousands of links, their definitions, code and what stands in parentheses', async () => {
  const many = (count: number, line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n')
  const links = many(5_000, at => `See [page ${at}](https://example.org/${at} "The (whole) page"),`)
  const table = `|a|b|\n|-|-|\n${many(4_000, at => `| [${at}](/a_b/${at}) | \`code(${at})\` |`)}`
  const definitions = many(3_000, at => `[${at}]: https://example.org/${at} (Page ${at})`)
  const references = many(3_000, at => `What [page ${at}][${at}] says (see there),`)
  const json = `\`\`\`json\n${many(5_000, at => `  { "at": [${at}], "name": "a&b<c" },`)}\n\`\`\``
  const comments = many(500, at => `word <!-- ${at} --> (${at}`)
  const citations = `${'As was shown [12], and again [3, 4] in [0, 1). '.repeat(60)}\n\n`.repeat(100)
  const all = { links, table, definitions, references, json, comments, citations }
  for (const [name, text] of Object.entries(all)) expect([name, isTooTangled(text)]).toEqual([name, false])
  const { text } = await readMarkdown(new TextEncoder().encode(`${references}\n\n${definitions}`))
  expect(text).toContain('What page 2999 says')
  expect(text).not.toContain('example.org')
})
