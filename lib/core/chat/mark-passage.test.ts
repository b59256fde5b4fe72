import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trimmedSentences } from '../documents/sentences.ts'
import { markPassage } from './mark-passage.ts'

const passage =
  'The museum opens daily from ten to six. A family ticket for two adults and up to three children costs €28.50.\nChildren under six enter free. Dogs stay outside, except guide dogs.'
const marked = (sentence: string, text = passage) =>
  markPassage(text, sentence).map(({ start, end }) => text.slice(start, end))

describe('marking a passage', () => {
  it('marks the sentence that says what the answer says', () => {
    expect(marked('A family ticket costs €28.50.')).toEqual([
      'A family ticket for two adults and up to three children costs €28.50.',
    ])
    expect(marked('You can enter for free with children under six.')).toEqual([
      'Children under six enter free.',
    ])
  })

  it('marks two where the answer drew on two', () => {
    expect(marked('A family ticket costs €28.50, and children under six enter free.')).toEqual([
      'A family ticket for two adults and up to three children costs €28.50.',
      'Children under six enter free.',
    ])
  })

  it('marks all that is quoted, however long, on whatever lines it stands', () => {
    const quote =
      'A family ticket for two adults and up to three children costs €28.50. Children under six enter free. Dogs stay outside, except guide dogs.'
    expect(marked(quote).map(text => text.replace(/\s+/g, ' '))).toEqual([quote])
    expect(marked('It is 1+1. Is [x] ^$ | {2} \\ less?', 'So: It is 1+1.\nIs [x] ^$ | {2} \\ less?')).toEqual(
      ['It is 1+1.\nIs [x] ^$ | {2} \\ less?'],
    )
  })

  it('marks nothing where nothing matches', () => {
    expect(marked('Parking is behind the house.')).toEqual([])
    expect(marked('')).toEqual([])
    expect(marked('!?', '')).toEqual([])
  })

  it('reads scripts without spaces', () => {
    expect(marked('家族券は二千円です', '開館は十時です。家族券は二千円です。')).toEqual([
      '家族券は二千円です。',
    ])
  })

  it('finds every sentence of a passage by its own words', () => {
    for (const { start, end } of trimmedSentences(passage))
      expect(marked(passage.slice(start, end))).toContain(passage.slice(start, end))
  })

  it('stays inside the passage, in order and without overlap, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, sentence) => {
        let from = 0
        for (const { start, end } of [...markPassage(text, sentence)]) {
          expect(start).toBeGreaterThanOrEqual(from)
          expect(end).toBeGreaterThan(start)
          from = end
        }
        expect(from).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
