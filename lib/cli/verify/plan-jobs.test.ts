import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chainSeconds, nextJob, type PlannedJob } from './plan-jobs.ts'

const job = (name: string, seconds: number, ...after: string[]): PlannedJob => ({ name, seconds, after })

it('begins with what holds up most, though others are longer by themselves', () => {
  const jobs = [job('long', 90), job('build', 20), job('stories', 80, 'build')]
  expect(order(jobs, 1)).toEqual(['build', 'long', 'stories'])
})

it('takes the slowest first where nothing waits for anything', () => {
  expect(order([job('b', 2), job('d', 4), job('a', 1), job('c', 3)], 1)).toEqual(['d', 'c', 'b', 'a'])
})

it('names those that wait for each other, or for one that is not there', () => {
  expect(() => chainSeconds([job('a', 1, 'gone')])).toThrow('a waits for gone')
  expect(() => chainSeconds([job('a', 1, 'b'), job('b', 1, 'a')])).toThrow('a, b')
})

/** Up to seven jobs, each after some of those before it. */
const someJobs = fc
  .array(
    fc.record({ seconds: fc.integer({ min: 1, max: 9 }), after: fc.array(fc.nat(6), { maxLength: 2 }) }),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map(list =>
    list.map(({ seconds, after }, at) =>
      job(`job${at}`, seconds, ...new Set(after.filter(other => other < at).map(other => `job${other}`))),
    ),
  )

it('gives the time that walking every way gives', () => {
  fc.assert(
    fc.property(someJobs, jobs => {
      const longestWay = ({ name, seconds }: PlannedJob): number =>
        seconds + Math.max(0, ...jobs.filter(({ after }) => after.includes(name)).map(longestWay))
      const chains = chainSeconds(jobs)
      for (const one of jobs) expect(chains.get(one.name)).toBe(longestWay(one))
    }),
  )
})

it('begins each job once, after those it waits for, and is within Graham’s bound of the best order', () => {
  fc.assert(
    fc.property(someJobs, fc.integer({ min: 1, max: 3 }), (jobs, atOnce) => {
      const planned = simulate(jobs, atOnce, nextJob)
      expect(planned.begun.toSorted()).toEqual(jobs.map(({ name }) => name).toSorted())
      const best = Math.min(...everyOrder(jobs).map(names => simulate(jobs, atOnce, inOrder(names)).seconds))
      expect(planned.seconds).toBeGreaterThanOrEqual(best)
      expect(planned.seconds).toBeLessThanOrEqual((2 - 1 / atOnce) * best)
    }),
    { numRuns: 40 },
  )
})

type Choose = typeof nextJob

function order(jobs: PlannedJob[], atOnce: number): string[] {
  return simulate(jobs, atOnce, nextJob).begun
}

/** Second by second; throws where a job would begin too early. */
function simulate(jobs: PlannedJob[], atOnce: number, choose: Choose) {
  const begun: string[] = []
  const ended = new Set<string>()
  let running: { name: string; until: number }[] = []
  for (let seconds = 0; ; seconds++) {
    for (const { name, until } of running) if (until === seconds) ended.add(name)
    running = running.filter(({ until }) => until > seconds)
    while (running.length < atOnce) {
      const next = choose(jobs, new Set(begun), ended)
      if (next === null) break
      if (!next.after.every(other => ended.has(other))) throw new Error(`${next.name} began too early`)
      begun.push(next.name)
      running.push({ name: next.name, until: seconds + next.seconds })
    }
    if (running.length === 0) return { begun, seconds }
  }
}

/** The first of the list that may begin. */
function inOrder(names: string[]): Choose {
  return (jobs, begun, ended) =>
    names
      .map(name => jobs.find(one => one.name === name)!)
      .find(({ name, after }) => !begun.has(name) && after.every(other => ended.has(other))) ?? null
}

function everyOrder(jobs: PlannedJob[]): string[][] {
  const permute = (names: string[]): string[][] =>
    names.length === 0
      ? [[]]
      : names.flatMap(first => permute(names.filter(name => name !== first)).map(rest => [first, ...rest]))
  return permute(jobs.map(({ name }) => name))
}
