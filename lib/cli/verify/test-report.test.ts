import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addReports, countOne, readStoriesReport, readVitestReport } from './test-report.ts'

let folder: string
let report: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-report-'))
  report = join(folder, 'report.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (value: unknown) => writeFileSync(report, JSON.stringify(value))
const NONE = { failures: [], seconds: {} }
const spec = (file: string, title: string, ok: boolean, ...durations: number[]) => ({
  ...{ file, title, ok },
  tests: [{ results: durations.map(duration => ({ duration })) }],
})

it('takes what our reporter wrote', () => {
  const written = { passed: 7, failed: 2, failures: ['a.test.ts > one'], seconds: { 'a.test.ts': 1.5 } }
  write(written)
  expect(readVitestReport(report, false)).toEqual(written)
})

it('names the stories that failed, and times each file with all its tries, described or not', () => {
  const suites = [
    {
      specs: [spec('a.spec.ts', 'one', true, 2_000), spec('a.spec.ts', 'two', false, 500, 500)],
      suites: [{ specs: [spec('a.spec.ts', 'three', true, 1_000)] }],
    },
    { specs: [spec('b.spec.ts', 'four', true, 3_000)] },
  ]
  write({ stats: { expected: 3, unexpected: 1, flaky: 0 }, suites })
  expect(readStoriesReport(report, false)).toEqual({
    passed: 3,
    failed: 1,
    failures: ['e2e/a.spec.ts > two'],
    seconds: { 'e2e/a.spec.ts': 4, 'e2e/b.spec.ts': 3 },
  })
})

it('counts a story that passed at the second try as passed', () => {
  write({ stats: { expected: 3, unexpected: 1, flaky: 1 }, suites: [] })
  expect(readStoriesReport(report, false)).toMatchObject({ passed: 4, failed: 1 })
})

it('counts a runner that ended badly as a failure, whatever the tests say', () => {
  write({ passed: 7, failed: 0, ...NONE })
  expect(readVitestReport(report, false)).toMatchObject({ passed: 7, failed: 1 })
})

it('counts a runner without a report, or without tests, as a failure', () => {
  expect(readVitestReport(report, true)).toMatchObject({ passed: 0, failed: 1 })
  expect(readStoriesReport(report, true)).toMatchObject({ passed: 0, failed: 1 })
  write({ stats: { expected: 0, unexpected: 0, flaky: 0 }, suites: [] })
  expect(readStoriesReport(report, true)).toMatchObject({ passed: 0, failed: 1 })
})

it('adds reports up', () => {
  const one = { passed: 2, failed: 1, failures: ['a > x'], seconds: { a: 1 } }
  const other = { passed: 3, failed: 0, failures: [], seconds: { b: 2 } }
  expect(addReports([one, countOne(false), other, countOne(true)])).toEqual({
    passed: 6,
    failed: 2,
    failures: ['a > x'],
    seconds: { a: 1, b: 2 },
  })
})
