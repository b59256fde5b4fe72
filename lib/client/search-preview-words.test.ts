import { describe, expect, it } from 'vitest'
import type { PreviewedPassage, SearchPreview } from '../core/chat/search-preview-result.ts'
import { fateWords, searchSummary, wordsNote } from './search-preview-words.ts'

const passage = (fate: PreviewedPassage['fate']) => ({ fate, with: null }) as PreviewedPassage
const result = (
  fates: PreviewedPassage['fate'][],
  words: SearchPreview['words'] = [{ word: 'ticket', passages: 1 }],
): SearchPreview => ({ passages: fates.map(passage), words, searched: null, milliseconds: 50 })

describe('the summary', () => {
  it('counts what was found and what of it is read, joined passages included', () => {
    expect(searchSummary(result(['read', 'joined', 'no-room', 'same']))).toBe(
      '4 passages found in 0.05 seconds. Your guide would read 2 of them.',
    )
  })

  it('says it plainly where there is one, and where all are read', () => {
    expect(searchSummary(result(['read']))).toBe('1 passage found in 0.05 seconds. Your guide would read it.')
    expect(searchSummary(result(['read', 'read']))).toContain('would read all of them.')
    expect(searchSummary(result([]))).toBe('0 passages found in 0.05 seconds.')
  })
})

it('says of each passage what becomes of it, and where another one is the reason, which', () => {
  expect(fateWords({ fate: 'read', with: null })).toEqual({ label: 'Read by the guide', other: null })
  expect(fateWords({ fate: 'same', with: 2 })).toEqual({
    label: 'Not read: says the same as passage',
    other: 2,
  })
})

describe('the note on the words', () => {
  const titleOf = (...words: SearchPreview['words']) => wordsNote(result(['read'], words))?.title
  const missing = (word: string) => ({ word, passages: 0 })

  it('is not needed where every word was found, or nothing at all', () => {
    expect(titleOf({ word: 'ticket', passages: 3 })).toBeUndefined()
    expect(wordsNote(result([], [missing('ticket')]))).toBeNull()
  })

  it('names the words that none of the passages has', () => {
    const found = { word: 'ticket', passages: 1 }
    expect(titleOf(found, missing('elephant'))).toBe('Not in these passages: “elephant”.')
    expect(titleOf(found, missing('elephant'), missing('Jupiter'), missing('moon'))).toBe(
      'Not in these passages: “elephant”, “Jupiter” and “moon”.',
    )
  })

  it('does not name every word of a pasted page', () => {
    const many = Array.from({ length: 90 }, (_, at) => missing(`word${at}`))
    expect(titleOf({ word: 'ticket', passages: 1 }, ...many)).toMatch(/“word5” and 84 other words\.$/)
  })

  it('says when only meaning was left to search by', () => {
    expect(titleOf(missing('elephant'), missing('Jupiter'))).toBe(
      'No passage uses the words of this question.',
    )
    expect(titleOf()).toBe('There is no word in this question to look for.')
  })
})
