import { expect, it } from 'vitest'
import { testSummary } from './test-question-words.ts'

it.each([
  [
    { firstWordMs: 400, totalMs: 2_140, microUsd: 4_120 },
    '2.1 seconds, the first word after 0.4 seconds. It cost about $0.0041.',
  ],
  [
    { firstWordMs: 90, totalMs: 1_000, microUsd: 0 },
    '1 second, the first word after 0.09 seconds. It cost nothing.',
  ],
  [{ firstWordMs: null, totalMs: 300, microUsd: 1_230_000 }, '0.3 seconds. It cost about $1.23.'],
])('a test question says how long it took and what it cost: %j', (answer, words) => {
  expect(testSummary(answer, 'en-US')).toBe(`Answered in ${words}`)
})
