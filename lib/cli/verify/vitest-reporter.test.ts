import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bin } from './check-types.ts'
import { REPORT_FILE, readVitestReport, type TestReport } from './test-report.ts'

const FILES = {
  'good.test.js': `
    beforeAll(() => { const end = performance.now() + 100; while (performance.now() < end); })
    it('adds', () => expect(1 + 1).toBe(2))
    it.skip('is not run', () => {})`,
  'bad.test.js': `
    describe('a sum', () => {
      it('adds', () => expect(1 + 1).toBe(2))
      it('is wrong', () => expect(1 + 1).toBe(3))
    })`,
  'broken.test.js': 'throw new Error("not even read")',
  'vitest.config.mjs': 'export default { test: { globals: true } }',
}

let folder: string
let report: TestReport
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docent-reporter-'))
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text)
  const file = join(folder, 'report.json')
  const ok = await vitest({ ...process.env, [REPORT_FILE]: file })
  report = readVitestReport(file, ok)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A whole run of its own, with nothing of our configuration. Answers whether it ended well. */
function vitest(env: NodeJS.ProcessEnv, ...only: string[]): Promise<boolean> {
  const options = ['--root', folder, '--config', join(folder, 'vitest.config.mjs'), ...only]
  const reporter = `--reporter=${join(import.meta.dirname, 'vitest-reporter.ts')}`
  return new Promise(done =>
    execFile(process.execPath, [bin('vitest/vitest.mjs'), 'run', reporter, ...options], { env }, error =>
      done(error === null),
    ),
  )
}

it('counts what passed and failed, a file that does not get to its tests too', () => {
  expect(report).toMatchObject({ passed: 2, failed: 2 })
})

it('names what failed', () => {
  expect(report.failures).toEqual([
    expect.stringMatching(/bad\.test\.js > a sum > is wrong$/),
    expect.stringMatching(/broken\.test\.js$/),
  ])
})

it('times each file, hooks and all', () => {
  const [, seconds] = Object.entries(report.seconds).find(([path]) => path.endsWith('good.test.js'))!
  expect(seconds).toBeGreaterThan(0.1)
  expect(Object.keys(report.seconds)).toHaveLength(3)
})

it('lets no run end well whose report has nowhere to go', async () => {
  const { [REPORT_FILE]: _, ...rest } = process.env
  expect(await vitest(rest, 'good')).toBe(false)
})
