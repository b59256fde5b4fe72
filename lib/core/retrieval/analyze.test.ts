import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'

describe('the terms of a text', () => {
  it.each([
    ['Part AB-1234 is missing', ['ab-1234', 'part', 'ab', '1234', 'miss']],
    ['write to a.b@c.de', ['a.b@c.de', 'writ', 'b', 'c', 'de']],
    ['since 10/06/2024', ['10/06/2024', 'sinc', '10', '06', '2024']],
  ])('keep codes, addresses and dates whole beside their parts: %s', (text, terms) => {
    expect(analyze(text).toSorted()).toEqual(terms.toSorted())
  })

  it.each([
    ['Café', 'cafe'],
    ['cafe\u0301', 'CAFÉ'],
    ['Ángström', 'angstrom'],
    ['tickets', 'ticket'],
    ['Galleries', 'gallery'],
    ['opening', 'opened'],
    ['ﬁrst', 'first'],
    ['℡', 'tel'],
    ['𝐌𝐮𝐬𝐞𝐮𝐦', 'museum'],
    ['ＡＢＣ', 'abc'],
    ['ﾃﾞｰﾀ', 'データ'],
  ])('are the same for %s and %s', (one, other) => {
    expect(analyze(one)).toEqual(analyze(other))
    expect(analyze(one)).not.toEqual([])
  })

  it('leave out the words that every text has, and what is no word', () => {
    expect(analyze('What is it that you would have of the')).toEqual([])
    expect(analyze('🦊 … — !? 👩‍👩‍👧')).toEqual([])
    expect(analyze('')).toEqual([])
  })

  it('are pairs of characters where no spaces part the words', () => {
    expect(analyze('博物館')).toEqual(['博物', '物館'])
    expect(analyze('犬')).toEqual(['犬'])
  })

  it('find a Latin word or a number that stands between such characters', () => {
    expect(analyze('AWSを使う')).toContain('aws')
    expect(analyze('料金は500円です')).toContain('500')
    expect(analyze('データABセンター')).toContain('ab')
  })

  it('leave out noise longer than any word, and stay quick on it', () => {
    expect(analyze('x'.repeat(65))).toEqual([])
    const began = performance.now()
    expect(analyze(`${'x'.repeat(100_000)} fox`)).toEqual(['fox'])
    expect(analyze(`${'x-'.repeat(50_000)}`).length).toBe(50_000)
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  it('are small, plain and never empty, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
        for (const term of analyze(text)) {
          expect(term.length).toBeGreaterThan(0)
          expect(term).toBe(term.toLowerCase())
        }
      }),
    )
  })
})
