import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sameWords } from './same-words.ts'

it.each([
  ['museum guide', 'Museum Guide'],
  ['Visitors’ “guide”', 'Visitors\' "guide"'],
  ['L’Étoile', "l'étoile"],
  ['«Musée» ', '"musée"'],
  ['Museum  guide', 'Museum\u00a0guide'],
  ['Museumguide', 'Museum guide'],
  ['STRASSE', 'strasse'],
  ['e\u0301toile', '\u00e9toile'],
  ['5′ 3″', '5\' 3"'],
])('takes %s for %s', (typed, wanted) => {
  expect(sameWords(typed, wanted)).toBe(true)
})

it.each([
  ['', 'Museum'],
  ['Museum guid', 'Museum guide'],
  ['Museum guide 2', 'Museum guide'],
  ['etoile', 'étoile'],
  ['', '"'],
  ["'", '"'],
])('does not take %j for %j', (typed, wanted) => {
  expect(sameWords(typed, wanted)).toBe(false)
})

it('takes every name for itself, and where it has letters also with a phone’s quote marks and capitals', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'M', 'é', '7', ' ', "'", '"'), minLength: 1 })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), letters, (any, plain) => {
      expect(sameWords(any, any)).toBe(true)
      if (/[aMé7]/.test(plain)) expect(sameWords(`“${plain.toUpperCase()}” `, plain)).toBe(true)
    }),
  )
})
