import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'

test('controls, byte order marks, soft hyphens and unseen tag characters disappear', () => {
  expect(cleanText('\ufeffa\0b\x1b[0m co\u00adop \u{e0041}x')).toBe('ab[0m coop x')
})

test('bidi overrides go, the right-to-left letters and joiners stay', () => {
  expect(cleanText('\u202eevil\u202c \u2067مرحبا\u2069 می\u200cخواهم')).toBe('evil مرحبا می\u200cخواهم')
})

test('a lone surrogate is dropped, a pair is kept', () => {
  expect(cleanText('a\ud83d b\udc00 😀')).toBe('a b 😀')
})

test('one spelling for one word, one newline, one space', () => {
  expect(cleanText('Cafe\u0301\r\nau\u00a0lait\rnoir')).toBe('Café\nau lait\nnoir')
})

test('the result is well formed, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0xd800, max: 0xdfff }), (text, lone) => {
      const cleaned = cleanText(text + String.fromCharCode(lone) + text)
      expect(cleaned.isWellFormed()).toBe(true)
      expect(cleanText(cleaned)).toBe(cleaned)
    }),
  )
})
