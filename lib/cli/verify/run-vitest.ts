import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../project-root.ts'
import type { Run } from '../run.ts'
import { bin } from './check-types.ts'
import { REPORT_FILE, readVitestReport, type TestReport } from './test-report.ts'

/** Where what came of a run is put down. */
export const REPORTS = join(PROJECT_ROOT, 'test-results')

/** Runs Vitest and counts. `name` is the report's. */
export async function runVitest(run: Run, name: string, options: readonly string[]): Promise<TestReport> {
  const report = join(REPORTS, `${name}.json`)
  mkdirSync(REPORTS, { recursive: true })
  // Of the run before.
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', `--reporter=${join(import.meta.dirname, 'vitest-reporter.ts')}`]
  const ok = await run(bin('vitest/vitest.mjs'), ['run', ...reporters, ...options], {
    env: { [REPORT_FILE]: report },
  })
  return readVitestReport(report, ok)
}
