import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentencesOf, trimmedSentences } from './sentences.ts'

const sentences = (text: string) => trimmedSentences(text).map(({ start, end }) => text.slice(start, end))

describe('sentences', () => {
  it.each([
    ['It opens at ten. A ticket costs €28.50.', ['It opens at ten.', 'A ticket costs €28.50.']],
    [
      'Dr. Ahab and Mr. J. Queequeg came, e.g. by ship.',
      ['Dr. Ahab and Mr. J. Queequeg came, e.g. by ship.'],
    ],
    ['See p. 4 for prices. See No. 7.', ['See p. 4 for prices.', 'See No. 7.']],
    ['Is it? Yes! “So.” Good', ['Is it?', 'Yes!', '“So.”', 'Good']],
    ['a heading\na line\n\n', ['a heading', 'a line']],
    ['開館は十時です。家族券は二千円です。', ['開館は十時です。', '家族券は二千円です。']],
    [
      'Choose “Forgot it?” on the page. “So?” She left.',
      ['Choose “Forgot it?” on the page.', '“So?”', 'She left.'],
    ],
    ['  ', []],
    ['', []],
  ])('are found in %j', (text, expected) => {
    expect(sentences(text)).toEqual(expected)
  })

  it('leave nothing out, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('A ship. ', 'Dr. ', '\n', '。', 'p. 4 ', ' '),
    )
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const text = pieces.join('')
        let at = 0
        for (const { start, end } of sentencesOf(text)) {
          expect(start).toBe(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(at).toBe(text.length)
      }),
    )
  })

  it('are the same where a long text is looked at in windows', () => {
    const one = 'The keeper, Mrs. Coffin, lit the lamp at 5.30 and wrote it down. '
    const text = one.repeat(500)
    expect(sentences(text)).toEqual(Array.from({ length: 500 }, () => one.trim()))
  })
})
