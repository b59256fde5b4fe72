import { expect, it } from 'vitest'
import { piecesOfLongWords } from './long-words.ts'

it('short words stay whole', () => {
  expect(piecesOfLongWords('two adults and up to three children')).toEqual([
    'two adults and up to three children',
  ])
  expect(piecesOfLongWords('')).toEqual([])
})

it('a long one may break every twenty letters, and nothing of it is lost', () => {
  const text = `see ${'a'.repeat(45)} there`
  expect(piecesOfLongWords(text)).toEqual(['see ', 'a'.repeat(20), 'a'.repeat(20), 'aaaaa there'])
})

it('a word of exactly twenty letters ends where it ends', () => {
  expect(piecesOfLongWords(`${'b'.repeat(20)} c`)).toEqual([`${'b'.repeat(20)} c`])
})

it('a letter keeps its accents, and a character of two units its halves', () => {
  const accented = 'e\u0301'.repeat(30)
  expect(piecesOfLongWords(accented).join('')).toBe(accented)
  for (const piece of piecesOfLongWords(accented)) expect(piece).not.toMatch(/^\p{M}/u)
  for (const piece of piecesOfLongWords('😀'.repeat(50))) expect(piece).not.toMatch(/^[\uDC00-\uDFFF]/)
})
