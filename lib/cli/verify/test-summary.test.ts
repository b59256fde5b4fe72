import { expect, it } from 'vitest'
import type { Outcome } from './run-jobs.ts'
import { testSummary } from './test-summary.ts'

const outcome = (name: string, more: Partial<Outcome>): Outcome => ({
  ...{ name, took: 1, passed: 0, failed: 0, failures: [], seconds: {} },
  ...more,
})

it('adds all jobs up, names what failed, and ends with the count', () => {
  const outcomes = [
    outcome('Types', { failed: 1 }),
    outcome('Tests, 1 of 1', {
      passed: 7,
      failed: 1,
      failures: ['lib/a.test.ts > adds'],
      seconds: { 'lib/a.test.ts': 2 },
    }),
    outcome('Stories', { passed: 3, seconds: { 'e2e/b.spec.ts': 5 } }),
  ]
  expect(testSummary(outcomes, 4.26)).toEqual([
    '',
    'The 2 slowest of 2 files (100 % of the time):',
    '    5.0 s  e2e/b.spec.ts',
    '    2.0 s  lib/a.test.ts',
    '',
    '4.3 minutes',
    'Types: 1 failed, see above',
    'Tests, 1 of 1: 1 failed, see above',
    '  lib/a.test.ts > adds',
    '10 passed, 2 failed',
  ])
})
