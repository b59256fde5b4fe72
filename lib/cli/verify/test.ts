import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { JobProcesses } from './job-processes.ts'
import { LONG_RUN } from './long-run.ts'
import { runJobs } from './run-jobs.ts'
import { REPORTS } from './run-vitest.ts'
import { testJobs } from './test-jobs.ts'
import { addReports } from './test-report.ts'
import { testSummary } from './test-summary.ts'
import { keepTimes, readTimes } from './test-times.ts'

/**
 * `npm test`: everything there is to check, slowest first by the times of the last run, some at a time; a failure
 * stops nothing that can still tell something. `--long`: the long exams whole. The last line is
 * `N passed, N failed`.
 */
if (process.argv.includes('--long')) process.env[LONG_RUN] = '1'
/** A job keeps about one core busy, its servers and its browser another half: with a third, stories wait too long. */
const atOnce = Math.max(2, Math.floor(availableParallelism() / 2))

const processes = new JobProcesses()
let stopped: number | null = null
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    console.log('\nStopping what is running …')
    stopped = code
    void processes.endAll()
  })
}

rmSync(REPORTS, { recursive: true, force: true })
const began = performance.now()
const outcomes = await runJobs(testJobs(readTimes(), atOnce), {
  atOnce,
  processes,
  stopped: () => stopped !== null,
  say: text => console.log(text),
  now: () => performance.now(),
})
if (stopped !== null) process.exit(stopped)
const { failed, seconds } = addReports(outcomes)
const went = outcomes.filter(outcome => outcome.failed === 0)
keepTimes({ jobs: Object.fromEntries(went.map(({ name, took }) => [name, took])), files: seconds })
console.log(testSummary(outcomes, (performance.now() - began) / 60_000).join('\n'))
process.exitCode = failed === 0 ? 0 : 1
