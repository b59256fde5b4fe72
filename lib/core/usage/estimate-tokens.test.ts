import { expect, it } from 'vitest'
import { estimateTokens } from './estimate-tokens.ts'

it.each([
  ['nothing', '', 0],
  ['letters and spaces, four to a token', 'the museum opens', 4],
  ['a number, two digits to a token', '1931', 2],
  ['each sign of another script', '博物館は何時に開きますか', 12],
  ['letters with accents', 'éàü', 3],
  ['what an escaped sign became', '&lt;&lt;', 5],
  ['an emoji as its two halves', '🦉', 2],
])('%s', (_, text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens)
})
