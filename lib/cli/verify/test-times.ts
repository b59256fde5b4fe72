import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { PROJECT_ROOT } from '../project-root.ts'
import type { TimedFile } from './deal-files.ts'
import { isLong } from './long-run.ts'

/** What the last run took, in seconds: jobs by name, files by path. The next one plans with it. */
export type TestTimes = z.infer<typeof timesSchema>
const seconds = z.record(z.string(), z.number().nonnegative())
const timesSchema = z.object({ jobs: seconds, files: seconds })

/** A long run has times of its own. */
const timesFile = (root: string) =>
  join(root, '.docent', isLong() ? 'test-times-long.json' : 'test-times.json')

/** Nothing at all in a fresh clone, or where the file cannot be read: it saves time and decides nothing. */
export function readTimes(root = PROJECT_ROOT): TestTimes {
  const nothing: TestTimes = { jobs: {}, files: {} }
  if (!existsSync(timesFile(root))) return nothing
  try {
    return timesSchema.parse(JSON.parse(readFileSync(timesFile(root), 'utf8')))
  } catch (error) {
    console.error(`${timesFile(root)} is passed over:`, error)
    return nothing
  }
}

/** A file that this run did not get to keeps its time of before, as long as it is there. */
export function keepTimes({ jobs, files }: TestTimes, root = PROJECT_ROOT): void {
  const known = Object.entries({ ...readTimes(root).files, ...files })
  const times: TestTimes = {
    jobs,
    files: Object.fromEntries(known.filter(([path]) => existsSync(join(root, path)))),
  }
  mkdirSync(dirname(timesFile(root)), { recursive: true })
  writeFileSync(timesFile(root), JSON.stringify(times, null, 2))
}

/** A test file with its time of before, or a guess. */
export function timed(path: string, times: TestTimes, root = PROJECT_ROOT): TimedFile {
  const known = times.files[path]
  return { path, seconds: known ?? guessSeconds(readFileSync(join(root, path), 'utf8')) }
}

/** What a file of tests takes that was never timed, by what it starts. */
export function guessSeconds(text: string): number {
  return GUESSES.find(({ starts }) => starts.test(text))!.seconds
}

/** Means over our own files on two quiet cores. */
const GUESSES = [
  { starts: /chromium\.launch\(/, seconds: 12 },
  { starts: /start(TestApp|TestFunctions)\(/, seconds: 4 },
  { starts: /\bspawn\(|startChild|openAwsTarget\(/, seconds: 1.7 },
  { starts: /(?:)/, seconds: 0.4 },
]
