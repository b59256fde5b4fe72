import { expect, it } from 'vitest'
import { linksInSources } from './source-links.ts'

it('allows what stands in a source, whole, and nothing else', () => {
  const allowed = linksInSources([
    { text: 'Book at https://museum.example/tickets. Or (https://museum.example)!' },
  ])
  expect(allowed('https://museum.example/tickets')).toBe(true)
  expect(allowed('https://museum.example/')).toBe(true)
  expect(allowed('https://museum.example/tick')).toBe(false)
  expect(allowed('https://museum.example.evil/tickets')).toBe(false)
  expect(linksInSources([])('https://museum.example/')).toBe(false)
})
