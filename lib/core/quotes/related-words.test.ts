import { expect, it } from 'vitest'
import { randomOf } from '../retrieval/testing/sample-passages.ts'
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

it('looks a word up in a text as comparing it with each word does', () => {
  const words =
    `run runs runner running node node.js js path.pdf pdf govern government governor keep stored storage
    shop store kid children museum museums office officer official price pricing`.split(/\s+/)
  const stems = words.map(stemOf)
  const random = randomOf(7)
  for (let round = 0; round < 300; round++) {
    const text = new Set(stems.filter(() => random() < 0.3))
    const asked = stems[Math.floor(random() * stems.length)]!
    const most = Math.max(0, ...[...text].map(other => likeness(asked, other)))
    expect(presence(asked, text), `${asked} in ${[...text].join(' ')}`).toBe(most)
  }
})

it('finds a part of a dotted name, and a number written out', () => {
  expect(presence('node', new Set([stemOf('Node.js')]))).toBeGreaterThan(0)
  expect(presence('pdf', new Set([stemOf('path.pdf')]))).toBeGreaterThan(0)
  expect(stemOf('thousand')).toBe(stemOf('1,000'))
  expect(stemOf('one')).not.toBe(stemOf('1'))
})
