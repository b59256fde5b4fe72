import { expect, test } from 'vitest'
import { cpuGrowth } from '../core/testing/cpu-growth.ts'
import { readMarkdown } from './markdown.ts'
import { isTooEmphatic } from './markdown-depth.ts'

const KILOBYTES_200 = 200 * 1_024

test.each(['a**', 'a*', 'a_ ', 'a*_', '**a\n', '    - a**\n', '2. a**\n', '> a**\n', 'a**\r'])(
  '200 KB of %j are refused before they are parsed',
  async piece => {
    const text = piece.repeat(KILOBYTES_200 / piece.length)
    const before = process.cpuUsage()
    await expect(readMarkdown(new TextEncoder().encode(text))).rejects.toMatchObject({ code: 'too-complex' })
    const { user, system } = process.cpuUsage(before)
    expect(user + system).toBeLessThan(2_000_000)
  },
)

test.each(['a**', '- a** b\n', '*\n\n', '**'])(
  'looking for it takes time in proportion to a text of %j',
  piece => {
    expect(cpuGrowth(isTooEmphatic, size => piece.repeat(size / piece.length), 50_000)).toBeLessThan(8)
  },
)

test('what people write is read: bold words on every line, rules of stars, names_with_lines', async () => {
  const glossary = Array.from({ length: 8_000 }, (_, at) => `- **Word ${at}:** what it _says_`).join('\n')
  const table = Array.from({ length: 500 }, (_, at) => `| **${at}** | *x* | some_long_name |`).join('\n')
  const prose = `${'A **bold** word in a paragraph of its own, and *another*.\n'.repeat(40)}\n`.repeat(100)
  for (const text of [glossary, `|a|b|c|\n|-|-|-|\n${table}`, prose, `${'*'.repeat(5_000)}\n`.repeat(20)]) {
    expect(isTooEmphatic(text)).toBe(false)
  }
  const { text } = await readMarkdown(new TextEncoder().encode(glossary.slice(0, 20_000)))
  expect(text).toContain('Word 99: what it says')
})
