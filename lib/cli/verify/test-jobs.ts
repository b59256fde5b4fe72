import { globSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../project-root.ts'
import type { Run } from '../run.ts'
import { bin, checkStyle, checkTypes } from './check-types.ts'
import { deployCheck } from './deploy-check.ts'
import { findChromium } from './find-chromium.ts'
import type { Job } from './run-jobs.ts'
import { REPORTS, runVitest } from './run-vitest.ts'
import { countOne, readStoriesReport, type TestReport } from './test-report.ts'
import { type TestTimes, timed } from './test-times.ts'
import { BROWSER_TESTS, UNIT_TESTS } from './unit-tests.ts'

/** Short enough that none is left alone at the end for long; each begins with a second and a half of Vitest. */
const LOT_SECONDS = 45

/** Each starts a Docent of its own: stories beside one another share neither limits nor a browser. */
const STORY_STAGES = 2

/** Everything there is to check. Seconds of a job that was never timed are those of two quiet cores. */
export function testJobs(times: TestTimes, atOnce: number): Job[] {
  const job = (
    name: string,
    seconds: number,
    work: Job['work'],
    order: Pick<Job, 'after' | 'needs'> = {},
  ) => ({
    ...{ name, work },
    seconds: times.jobs[name] ?? seconds,
    ...order,
  })
  return [
    job('Chromium', 1, openChromium),
    job('Lint and format', 2, async run => countOne(await checkStyle(run))),
    job('Types', 6, async run => countOne(await checkTypes(run))),
    // Types come before all that reads what is generated for them.
    job('The cloud, as templates', 35, run => deployCheck(run, (_, work) => work()), { after: ['Types'] }),
    job('Production build', 20, build, { after: ['Types'] }),
    ...Array.from({ length: STORY_STAGES }, (_, at) =>
      job(`Stories in Chromium, ${at + 1} of ${STORY_STAGES}`, 300, run => runStories(run, at + 1), {
        needs: ['Chromium', 'Production build'],
      }),
    ),
    job('The widget in Chromium', 30, runWidgetTests, { after: ['Types'], needs: ['Chromium'] }),
    ...lotsOfTests(times, atOnce),
  ]
}

/** Both kinds of tests with a browser find it there. */
async function openChromium(run: Run): Promise<TestReport> {
  if (!(await run(join(import.meta.dirname, 'find-chromium.ts')))) return countOne(false)
  process.env.DOCENT_CHROMIUM = findChromium()
  return { ...countOne(true), passed: 0 }
}

async function build(run: Run): Promise<TestReport> {
  return countOne(await run(join(PROJECT_ROOT, 'lib/cli/build/build.ts'), [], { quiet: true }))
}

async function runStories(run: Run, part: number): Promise<TestReport> {
  const report = join(REPORTS, `stories-${part}.json`)
  const words = [
    `--shard=${part}/${STORY_STAGES}`,
    '--reporter=list,json',
    `--output=test-results/stories-${part}`,
  ]
  const ok = await run(bin('@playwright/test/cli.js'), ['test', ...words], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  return readStoriesReport(report, ok)
}

/** Each file waits for its browser more than it works: two at once take the time of one hand. */
function runWidgetTests(run: Run): Promise<TestReport> {
  return runVitest(run, 'widget', ['--config=vitest.browser.config.ts', '--maxWorkers=2'])
}

/** Vitest in several runs of one worker each: as many at once as there are free hands, whatever else is running. */
function lotsOfTests(times: TestTimes, atOnce: number): Job[] {
  const files = unitTests()
  const total = files.reduce((sum, path) => sum + timed(path.replaceAll('\\', '/'), times).seconds, 0)
  const count = Math.max(atOnce, Math.ceil(total / LOT_SECONDS))
  return Array.from({ length: count }, (_, at) => ({
    name: `Tests, ${at + 1} of ${count}`,
    seconds: total / count,
    after: ['Types'],
    work: run => runVitest(run, `tests-${at + 1}`, [`--shard=${at + 1}/${count}`, '--maxWorkers=1']),
  }))
}

/** The files of the lots. */
export function unitTests(): string[] {
  const inProject = (patterns: string[]) =>
    globSync(patterns, { cwd: PROJECT_ROOT, exclude: path => path.includes('node_modules') })
  const browser = new Set(inProject(BROWSER_TESTS))
  return inProject(UNIT_TESTS).filter(path => !browser.has(path))
}
