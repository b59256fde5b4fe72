import { describe, expect, it } from 'vitest'
import { isFormNotice, isPlausibleText } from './plausible-text.ts'

const PROSE =
  'The keeper lit the lamp every evening, wrote the hour into the book, and looked for ships until the sun came up. '
const shifted = (by: number) =>
  [...PROSE.repeat(2)]
    .map(letter =>
      /[a-z]/.test(letter) ? String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + by) % 26)) : letter,
    )
    .join('')

describe('what was read of a page', () => {
  it.each([
    ['prose', PROSE],
    [
      'German',
      'Die Wärterin zündete jeden Abend die Lampe an und schrieb die Stunde in das Buch. '.repeat(4),
    ],
    [
      'Polish',
      'Latarnik zapalał lampę każdego wieczoru, wpisywał godzinę do księgi i wypatrywał statków na morzu. '.repeat(
        3,
      ),
    ],
    ['Japanese', '灯台守は毎晩ランプに火をともし、時刻を帳簿に書き込んだ。'.repeat(4)],
    ['a table of figures', 'SKU-8432 Electronics $1,200.00 2024-01-15 42 units 12.5 % '.repeat(8)],
    ['code', 'const lamp = lamps.find(({ id }) => id === wanted) ?? null\n'.repeat(6)],
    ['a few signs', '% ! $ &'],
  ])('can be %s', (_, text) => {
    expect(isPlausibleText(text)).toBe(true)
  })

  it.each([
    ['signs for letters', '%!$& "#( )*+ ,-. /:; <=> ?@[ ]^_ '.repeat(6)],
    ['letters that are others', shifted(5)],
    ['letters of nobody', '\ue001\ue002\ue003 \ue004\ue005 '.repeat(20)],
  ])('cannot be %s', (_, text) => {
    expect(isPlausibleText(text)).toBe(false)
  })
})

it('a form that only one program shows is known by its notice', () => {
  expect(
    isFormNotice(
      'Please wait...\nIf this message is not eventually replaced by the proper contents of the document, your PDF viewer may not be able to display this type of document. You can upgrade to the latest version of Adobe Reader.',
    ),
  ).toBe(true)
  expect(isFormNotice('Please wait in the hall. Dogs are welcome.')).toBe(false)
})
