import type { Run } from '../run.ts'
import { nextJob } from './plan-jobs.ts'
import { countOne, type TestReport } from './test-report.ts'

/** Something to check, in processes of its own. */
export interface Job {
  name: string
  /** How long it takes, about. */
  seconds: number
  /** Ended, well or not, before this one begins. */
  after?: readonly string[]
  /** Ended well before this one begins, which is not run otherwise. */
  needs?: readonly string[]
  work(run: Run): Promise<TestReport>
}

export interface Outcome extends TestReport {
  name: string
  took: number
}

export interface Surroundings {
  atOnce: number
  /** Runs processes of one job; what they print goes to `print`. */
  processes: { run(print: (text: string) => void): Run }
  /** Somebody wants an end: no job begins any more. */
  stopped(): boolean
  say(text: string): void
  /** Milliseconds of any clock that goes forward. */
  now(): number
}

/** Nobody likes to look at a still screen for much longer. */
const TICK_MS = 15_000

/**
 * Runs the jobs, so many at once, those first that hold up most. What a job prints is said whole when it ends, so
 * that no two are mixed; meanwhile a line now and then says what is running. A failure stops nothing but
 * what needs it.
 */
export async function runJobs(jobs: readonly Job[], surroundings: Surroundings): Promise<Outcome[]> {
  const { atOnce, stopped, say, now } = surroundings
  const planned = jobs.map(job => ({
    ...job,
    after: [...(job.after ?? []), ...(job.needs ?? [])],
    needs: job.needs ?? [],
  }))
  const outcomes = new Map<string, Outcome>()
  const running = new Map<string, { job: Job; began: number; end: Promise<void> }>()
  const tick = setInterval(() => say(stillRunning([...running.values()], now())), TICK_MS)
  try {
    for (;;) {
      while (running.size < atOnce && !stopped()) {
        const begun = new Set([...running.keys(), ...outcomes.keys()])
        const job = nextJob(planned, begun, new Set(outcomes.keys()))
        if (job === null) break
        const missing = job.needs.filter(name => outcomes.get(name)!.failed > 0)
        const end = runOne(job, missing, surroundings).then(outcome => {
          running.delete(job.name)
          outcomes.set(job.name, outcome)
        })
        running.set(job.name, { job, began: now(), end })
      }
      if (running.size === 0) return [...outcomes.values()]
      await Promise.race([...running.values()].map(({ end }) => end))
    }
  } finally {
    clearInterval(tick)
  }
}

async function runOne(job: Job, missing: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  const { say, now, processes } = surroundings
  const began = now()
  let printed = ''
  const print = (text: string) => {
    printed += text
  }
  let report = countOne(false)
  if (missing.length > 0) print(`Not run: it needs ${missing.join(' and ')}.\n`)
  else {
    try {
      report = await job.work(processes.run(print))
    } catch (error) {
      print(`${error instanceof Error ? error.stack : String(error)}\n`)
    }
  }
  const took = (now() - began) / 1_000
  const result = report.failed === 0 ? 'ok' : `${report.failed} FAILED`
  say(`\n── ${job.name} ${'─'.repeat(Math.max(0, 70 - job.name.length))}`)
  if (printed.trim() !== '') say(printed.trimEnd())
  say(`${job.name}: ${result} (${took.toFixed(1)} s)`)
  return { ...report, name: job.name, took }
}

function stillRunning(running: { job: Job; began: number }[], at: number): string {
  const each = running.map(({ job, began }) => {
    const seconds = Math.round((at - began) / 1_000)
    return `${job.name} (${seconds} of about ${Math.ceil(job.seconds)} s)`
  })
  return `  … ${each.join(', ')}`
}
