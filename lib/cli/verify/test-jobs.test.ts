import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chainSeconds } from './plan-jobs.ts'
import { testJobs, unitTests } from './test-jobs.ts'

const NOTHING = { jobs: {}, files: {} }
const planned = (jobs: ReturnType<typeof testJobs>) =>
  chainSeconds(
    jobs.map(({ name, seconds, after = [], needs = [] }) => ({ name, seconds, after: [...after, ...needs] })),
  )

it('comes to an end: no job waits for itself, or for one that is not there', () => {
  const jobs = testJobs(NOTHING, 2)
  const chains = planned(jobs)
  expect(chains.size).toBe(jobs.length)
  // Nothing holds up more than the way to the last story.
  expect(Math.max(...chains.values())).toBe(chains.get('Types'))
  expect(chains.get('Types')).toBeGreaterThan(chains.get('Stories in Chromium, 1 of 2')!)
})

it('takes a job to last as long as it did, and one that was never timed as long as it usually does', () => {
  const secondsOf = (jobs: ReturnType<typeof testJobs>, name: string) =>
    jobs.find(job => job.name === name)!.seconds
  expect(secondsOf(testJobs({ jobs: { Types: 77 }, files: {} }, 2), 'Types')).toBe(77)
  expect(secondsOf(testJobs(NOTHING, 2), 'Types')).toBeLessThan(77)
})

it('starts no browser for a unit test', () => {
  const files = unitTests()
  expect(files.length).toBeGreaterThan(300)
  const withBrowser = files.filter(path => /from '@playwright\/test'/.test(readFileSync(path, 'utf8')))
  expect(withBrowser).toEqual([])
})

it('makes lots of unit tests, at least one for each hand, more where they take longer', () => {
  const lotsOf = (times: typeof NOTHING, atOnce: number) =>
    testJobs(times, atOnce).filter(({ name }) => name.startsWith('Tests'))
  const lots = lotsOf(NOTHING, 2)
  for (const { seconds } of lots) expect(seconds).toBeLessThanOrEqual(45)
  const slow = { jobs: {}, files: { 'lib/cli/verify/test-jobs.test.ts': 900 } }
  expect(lotsOf(slow, 2).length).toBeGreaterThan(lots.length + 15)
  expect(lotsOf(NOTHING, 64)).toHaveLength(64)
})
