import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentencesOf } from '../documents/sentences.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import { cpuGrowth } from '../testing/cpu-growth.ts'
import { splitIntoPassages } from './split-passages.ts'
import { piecesOf } from './text-pieces.ts'

const NO_LIMIT = 1e9

test('a paragraph is cut where the segmenter says, whether it is asked or not', () => {
  const sign = fc.oneof(
    fc.constantFrom(
      ...['.', '?', '!', '…', '。', '！', '․', '．', '।', '"', ')', ' ', '\n', 'A', 'a', '7', '博', '\u2029'],
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
  )
  let cut = 0
  fc.assert(
    fc.property(fc.array(sign, { minLength: 1, maxLength: 20 }), signs => {
      const text = signs.join('')
      const block = { kind: 'paragraph' as const, start: 0, end: text.length, headingPath: [] }
      const pieces = piecesOf(text, block, undefined, NO_LIMIT).map(({ start, end }) =>
        text.slice(start, end),
      )
      const sentences = [...sentencesOf(text.replaceAll('\n', ' '))].map(({ start, end }) =>
        text.slice(start, end),
      )
      expect(pieces).toEqual(sentences.map(one => one.trim()).filter(Boolean))
      if (pieces.length > 1) cut++
    }),
    { numRuns: 3_000 },
  )
  expect(cut).toBeGreaterThan(300)
})

/** So many blocks of the same few characters. */
function blocksOf(count: number, kind: 'paragraph' | 'code', said: string, between = '\n\n'): StructuredText {
  const step = said.length + between.length
  const blocks = Array.from({ length: count }, (_, at) => ({
    ...{ kind, start: at * step, end: at * step + said.length, headingPath: ['Letters'] },
    locator: { kind: 'page' as const, page: 1 + (at % 3) },
  }))
  const about = { format: 'pdf' as const, title: null, pageCount: 3, unreadablePages: [], leftOut: [] }
  return { ...about, text: (said + between).repeat(count), blocks }
}

test.each([
  ['letters', 'paragraph', 'x', '\n\n'],
  ['short lines', 'paragraph', 'x y', '\n\n'],
  ['lines of code', 'code', 'x', '\n\n'],
  ['pieces of code between which no line ends', 'code', 'x', ' '.repeat(30)],
] as const)('half a million %s take a moment', (_, kind, said, between) => {
  const whole = blocksOf(500_000, kind, said, between)
  const before = process.cpuUsage()
  expect(splitIntoPassages(whole).length).toBeGreaterThan(1_000)
  const { user, system } = process.cpuUsage(before)
  expect(user + system).toBeLessThan(3_000_000)
})

test('pieces of code between which no line ends take time in proportion', () => {
  const growth = cpuGrowth(splitIntoPassages, size => blocksOf(size, 'code', 'x', ' '.repeat(200)), 20_000)
  expect(growth).toBeLessThan(8)
})
