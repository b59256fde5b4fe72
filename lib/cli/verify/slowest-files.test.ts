import { expect, it } from 'vitest'
import { slowestFiles } from './slowest-files.ts'

it('lists ten, slowest first, of whatever kind', () => {
  const seconds = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`lib/${at}.test.ts`, at / 100]))
  const lines = slowestFiles({ ...seconds, 'e2e/two-step.spec.ts': 4.26, 'amplify/alarms.test.ts': 31 })
  expect(lines).toHaveLength(11)
  expect(lines.slice(0, 4)).toEqual([
    'The 10 slowest of 32 files (94 % of the time):',
    '   31.0 s  amplify/alarms.test.ts',
    '    4.3 s  e2e/two-step.spec.ts',
    '    0.3 s  lib/29.test.ts',
  ])
})

it('lists what there is, and nothing where there is nothing', () => {
  expect(slowestFiles({ 'a.test.ts': 1, 'b.test.ts': 2 })).toEqual([
    'The 2 slowest of 2 files (100 % of the time):',
    '    2.0 s  b.test.ts',
    '    1.0 s  a.test.ts',
  ])
  expect(slowestFiles({})).toEqual([])
})
