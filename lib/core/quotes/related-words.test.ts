import { expect, it } from 'vitest'
import { likeness, presence } from './related-words.ts'
import { wordsOf } from './words.ts'

const stemOf = (word: string) => wordsOf(word, 'en')[0]!.stem

it.each([
  ['keep', 'stored'],
  ['size', 'big'],
  ['lend', 'loan'],
  ['shop', 'store'],
  ['bought', 'purchase'],
])('knows %s and %s for one another', (a, b) => {
  expect(likeness(stemOf(a), stemOf(b))).toBeGreaterThan(0)
})

it.each([
  ['shop', 'retain'],
  ['start', 'founded'],
  ['bag', 'bar'],
  ['Chatbase', 'chatbot'],
])('does not take %s for %s', (a, b) => {
  expect(likeness(stemOf(a), stemOf(b))).toBe(0)
})

it('finds a part of a dotted name, and a number written out', () => {
  expect(presence('node', new Set([stemOf('Node.js')]))).toBeGreaterThan(0)
  expect(presence('pdf', new Set([stemOf('path.pdf')]))).toBeGreaterThan(0)
  expect(stemOf('thousand')).toBe(stemOf('1,000'))
  expect(stemOf('one')).not.toBe(stemOf('1'))
})
