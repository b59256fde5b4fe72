import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tableRows } from './markdown-table.ts'

/** What GitHub says of the second line, as it stands there; on a long line it takes the square of its length. */
const DELIMITER_ROW = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

test('a second line makes a table where it is one of dashes, and only there', () => {
  const lines = fc.string({ unit: fc.constantFrom(' ', '\t', '|', ':', '-', '-', 'x', '\\'), maxLength: 12 })
  fc.assert(
    fc.property(lines, line => {
      expect(tableRows(`a | b\n${line}\n`) !== null, line).toBe(DELIMITER_ROW.test(line))
    }),
    { numRuns: 5_000 },
  )
})

test('cells are what stands between the bars that are not escaped', () => {
  expect(tableRows('| Day | Price \\| each |\n| :-- | --: |\n| Monday | 4 |\n')).toEqual([
    ['Day', 'Price | each'],
    ['Monday', '4'],
    [''],
  ])
})
