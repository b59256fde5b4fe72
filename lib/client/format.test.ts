import { expect, it } from 'vitest'
import { countOf, formatBytes, formatSeconds, pageRanges } from './format.ts'

it('shows a size in the units of the limit on it', () => {
  expect(formatBytes(0, 'en')).toBe('0 bytes')
  expect(formatBytes(999, 'en')).toBe('999 bytes')
  expect(formatBytes(1_536, 'en')).toBe('2 kB')
  expect(formatBytes(2.4 * 1024 * 1024, 'en')).toBe('2.4 MB')
  expect(formatBytes(25 * 1024 * 1024, 'en')).toBe('25 MB')
})

it('counts one thing as one', () => {
  expect(countOf(1, 'passage', 'passages')).toBe('1 passage')
  expect(countOf(0, 'passage', 'passages')).toBe('0 passages')
})

it('joins neighbouring pages', () => {
  expect(pageRanges([])).toBe('')
  expect(pageRanges([3, 7, 8, 9, 12])).toBe('3, 7–9, 12')
})

it('tells a time in seconds, as finely as a person can compare', () => {
  expect(formatSeconds(0, 'en')).toBe('0.001 seconds')
  expect(formatSeconds(47.3, 'en')).toBe('0.047 seconds')
  expect(formatSeconds(1_000, 'en')).toBe('1 second')
  expect(formatSeconds(1_260, 'de')).toBe('1,3 seconds')
})
