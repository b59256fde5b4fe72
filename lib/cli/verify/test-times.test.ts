import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LONG_RUN } from './long-run.ts'
import { guessSeconds, keepTimes, readTimes, timed } from './test-times.ts'

let root: string
beforeEach(() => {
  vi.stubEnv(LONG_RUN, '')
  root = mkdtempSync(join(tmpdir(), 'docent-times-'))
  for (const file of ['a.test.ts', 'b.test.ts', 'c.test.ts']) writeFileSync(join(root, file), '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

it('knows nothing in a fresh clone', () => {
  expect(readTimes(root)).toEqual({ jobs: {}, files: {} })
})

it('keeps the last time of every file that is there, and the jobs of the last run', () => {
  keepTimes({ jobs: { Types: 5 }, files: { 'a.test.ts': 1, 'b.test.ts': 2, 'gone.test.ts': 9 } }, root)
  keepTimes({ jobs: { Style: 1 }, files: { 'b.test.ts': 3 } }, root)
  expect(readTimes(root)).toEqual({ jobs: { Style: 1 }, files: { 'a.test.ts': 1, 'b.test.ts': 3 } })
})

it('keeps the times of a long run apart', () => {
  keepTimes({ jobs: {}, files: { 'a.test.ts': 1 } }, root)
  vi.stubEnv(LONG_RUN, '1')
  expect(readTimes(root).files).toEqual({})
  keepTimes({ jobs: {}, files: { 'a.test.ts': 60 } }, root)
  vi.stubEnv(LONG_RUN, '')
  expect(readTimes(root).files).toEqual({ 'a.test.ts': 1 })
})

it('passes over a file that it cannot read, and says so', () => {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  mkdirSync(join(root, '.docent'))
  for (const text of ['{"jobs":', '{"jobs":{},"files":{"a.test.ts":"fast"}}']) {
    writeFileSync(join(root, '.docent/test-times.json'), text)
    expect(readTimes(root)).toEqual({ jobs: {}, files: {} })
    expect(said).toHaveBeenLastCalledWith(expect.stringContaining('test-times.json'), expect.anything())
  }
})

it('guesses the time of a new file by what it starts', () => {
  writeFileSync(join(root, 'b.test.ts'), 'app = await startTestApp()')
  const times = { jobs: {}, files: { 'a.test.ts': 7 } }
  expect(timed('a.test.ts', times, root)).toEqual({ path: 'a.test.ts', seconds: 7 })
  expect(timed('b.test.ts', times, root).seconds).toBe(guessSeconds('app = await startTestApp()'))
  const guesses = ['browser = await chromium.launch()', 'startTestApp()', 'openAwsTarget()', 'expect(1)']
  const seconds = guesses.map(guessSeconds)
  expect(seconds).toEqual(seconds.toSorted((a, b) => b - a))
  expect(new Set(seconds).size).toBe(4)
})
