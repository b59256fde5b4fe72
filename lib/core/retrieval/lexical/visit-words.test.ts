import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuGrowth } from '../../testing/cpu-growth.ts'
import { visitWords } from './visit-words.ts'

/** All forms; `exact` ones in quotes, parts in brackets. */
function forms(text: string): string {
  const found: string[] = []
  visitWords(text, (form, kind) =>
    found.push(kind === 'word' ? form : kind === 'exact' ? `"${form}"` : `(${form})`),
  )
  return found.join(' ')
}
/** What a question for one text would look for, and whether the other has it. */
function finds(text: string, asked: string): boolean {
  const have = new Set<string>()
  visitWords(text, form => have.add(form))
  let all = true
  visitWords(asked, (form, kind) => {
    if (kind !== 'part' && !have.has(form)) all = false
  })
  return all
}

describe('the forms of a text', () => {
  it.each([
    ['The Café', 'the cafe'],
    ['Straße, Ærøskøbing, Łódź', 'strasse aeroskobing lodz'],
    ['ﬁnd ℡ Ｗｉｄｅ 𝟏𝟐', 'find tel wide 12'],
    ['don’t John’s l’école O’Brien they’re', 'dont john ecole obrien brien they'],
    ['U.S.A. and R&D in C++, C#', 'usa and r d "r&d" in c "c++" c "c#"'],
    ['AB-1234', 'ab 1234 "ab1234"'],
    ['e-mail', 'e mail email'],
    ['soft\u00adhyphen zero\u200bwidth', 'softhyphen zero width'],
    ['v2.3.1', 'v2 (3) (1) "2.3.1"'],
    ['a.b@c.de', 'ab c de "c.de" "ab@c.de"'],
    ['pages 10-12 at 12:30', 'pages 10 12 "10-12" at 12 30 "12:30"'],
    ['2026-12-24', '2026 12 24 "20261224"'],
    ['1.2,3 and 0.500', '(1) (2) (3) "1.2.3" and (0) (500) "0.500"'],
    ['Ελλάς цёрный', 'ελλασ церныи'],
    ['AWSを使う東京都', 'aws "を使" "使う" "う東" "東京" "京都"'],
    ['東 ﾃﾞｰﾀ', '"東" "デー" "ータ"'],
    ['학교에서', '"학교" "교에" "에서"'],
    ['हिन्दी', 'हिन्दी'],
    ['ราคาตั๋ว น้ำ', '"ราคา" "ตั๋ว" "น้ำ"'],
    ['🦊 \ud800 — … ', ''],
  ])('of %s are %s', (text, expected) => expect(forms(text)).toBe(expected))

  it.each([
    ['1,000', ['1000', '1.000', '1,000', "1'000", '1 000']],
    ['1.000', ['1000', '1,000']],
    ['1 000 000', ['1000000', '1,000,000', '1.000.000']],
    ['3.14', ['3.14', '3,14', '14']],
    ['1.234,50 €', ['1,234.50', '1234.50', '1234,50']],
    ['AB-1234', ['AB1234', 'ab_1234', 'AB–1234', 'AB‑1234', 'AB 1234', '1234']],
    ['version v2.3.1', ['2.3.1', 'v2.3.1']],
    ['e-mail', ['email', 'e-mail', 'E‑Mail']],
    ['see https://www.example.com/a', ['example.com', 'www.example.com/a']],
    ['write to Jane.Doe@Example.com', ['jane.doe@example.com', 'doe', 'example.com']],
  ])('of %s are found as %j', (text, asked) => {
    expect(asked.filter(one => !finds(text, one))).toEqual([])
  })

  it('of a long word are its beginning, whole characters only', () => {
    expect(forms('a'.repeat(100))).toBe('a'.repeat(64))
    expect(forms(`a${'𐐨'.repeat(40)}`)).toBe(`a${'𐐨'.repeat(31)}`)
  })

  it('of two spellings of one text are the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        expect(forms(text.normalize('NFD'))).toBe(forms(text.normalize('NFC')))
      }),
    )
  })

  it('are short, in lower case, and well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        visitWords(text, form => {
          expect(form.length).toBeGreaterThan(0)
          expect(form.length).toBeLessThanOrEqual(64)
          expect(form.isWellFormed()).toBe(true)
        })
      }),
    )
  })

  it.each([
    ['letters without a space', 'qwzx'.repeat(25_000)],
    ['x-', 'x-'.repeat(50_000)],
    ["a'", "a'".repeat(50_000)],
    ['1.', '1.'.repeat(50_000)],
    ['a@', 'a@'.repeat(50_000)],
    ['000', `1${' 000'.repeat(25_000)}`],
    ['marks', `a${'\u0301'.repeat(100_000)}`],
    ['emoji', '🦊'.repeat(50_000)],
    ['lone surrogates', '\ud800'.repeat(100_000)],
    ['Thai', 'ก'.repeat(100_000)],
    ['Chinese', '東'.repeat(100_000)],
    ['two scripts in turn', '東a'.repeat(50_000)],
  ])('of 100,000 characters of %s are found in proportion', (_, text) => {
    const growth = cpuGrowth(
      (length: number) => visitWords(text.slice(0, length), () => {}),
      length => length,
      text.length / 4,
    )
    expect(growth).toBeLessThan(8)
  })
})
