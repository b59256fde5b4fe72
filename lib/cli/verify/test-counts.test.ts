import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { countPlaywright, countVitest } from './test-counts.ts'

let folder: string
let report: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-counts-'))
  report = join(folder, 'report.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (value: unknown) => writeFileSync(report, JSON.stringify(value))

it('counts what Vitest reports', () => {
  write({ numPassedTests: 7, numFailedTests: 2 })
  expect(countVitest(report, false)).toEqual({ passed: 7, failed: 2 })
})

it('counts a story that passed at the second try as passed', () => {
  write({ stats: { expected: 3, unexpected: 1, flaky: 1 } })
  expect(countPlaywright(report, false)).toEqual({ passed: 4, failed: 1 })
})

it('counts a runner that ended badly as a failure, whatever the tests say', () => {
  write({ numPassedTests: 7, numFailedTests: 0 })
  expect(countVitest(report, false)).toEqual({ passed: 7, failed: 1 })
})

it('counts a runner without a report, or without tests, as a failure', () => {
  expect(countVitest(report, true)).toEqual({ passed: 0, failed: 1 })
  write({ stats: { expected: 0, unexpected: 0, flaky: 0 } })
  expect(countPlaywright(report, true)).toEqual({ passed: 0, failed: 1 })
})
