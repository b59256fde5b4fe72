import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Job, runJobs } from './run-jobs.ts'
import { countOne, type TestReport } from './test-report.ts'

let said: string[]
let clock: number
let stopped: boolean
beforeEach(() => {
  said = []
  clock = 0
  stopped = false
})
afterEach(() => vi.useRealTimers())

/** Each process prints its name and answers what the table says. */
function run(jobs: Job[], { atOnce = 2, answers = {} as Record<string, boolean> } = {}) {
  return runJobs(jobs, {
    atOnce,
    processes: {
      run: print => async script => {
        print(`${script} prints\n`)
        return answers[script] ?? true
      },
    },
    stopped: () => stopped,
    say: text => said.push(text),
    now: () => clock,
  })
}

/** A job that ends when it is told to. */
function held(name: string, more: Partial<Job> = {}) {
  const { promise, resolve } = Promise.withResolvers<TestReport>()
  let begun = false
  const work = () => {
    begun = true
    return promise
  }
  return { job: { name, seconds: 1, work, ...more }, end: resolve, begun: () => begun }
}
const checking = (name: string, more: Partial<Job> = {}): Job => ({
  ...{ name, seconds: 1 },
  work: async run => countOne(await run(name)),
  ...more,
})

it('runs two at once, slowest first, and the next as soon as one has ended', async () => {
  const [a, b, c] = [held('a', { seconds: 1 }), held('b', { seconds: 3 }), held('c', { seconds: 2 })]
  const running = run([a.job, b.job, c.job])
  await turn()
  expect([a, b, c].map(one => one.begun())).toEqual([false, true, true])
  c.end(countOne(true))
  await turn()
  expect(a.begun()).toBe(true)
  a.end(countOne(true))
  b.end(countOne(true))
  expect((await running).map(({ name }) => name)).toEqual(['c', 'a', 'b'])
})

it('says what a job printed whole when it ends, with its result and time', async () => {
  const other = held('other')
  const running = run([
    other.job,
    checking('types', {
      async work(run) {
        await run('first')
        clock += 1_500
        return countOne(await run('second'))
      },
    }),
  ])
  await turn()
  expect(said.join('\n')).toMatch(/^\n── types ─+\nfirst prints\nsecond prints\ntypes: ok \(1\.5 s\)$/)
  other.end(countOne(true))
  await running
})

it('goes on after a failure, and counts everything', async () => {
  const outcomes = await run([checking('a'), checking('b', { after: ['a'] })], { answers: { a: false } })
  expect(outcomes.map(({ name, passed, failed }) => [name, passed, failed])).toEqual([
    ['a', 0, 1],
    ['b', 1, 0],
  ])
  expect(said).toContain('a: 1 FAILED (0.0 s)')
})

it('does not run what needs something that failed, and counts that as a failure', async () => {
  const outcomes = await run([checking('build'), checking('stories', { needs: ['build'] })], {
    answers: { build: false },
  })
  expect(outcomes.map(({ failed }) => failed)).toEqual([1, 1])
  expect(said).toContain('Not run: it needs build.')
  expect(said.join()).not.toContain('stories prints')
})

it('takes a job that throws for one failure, and shows the error', async () => {
  const broken = checking('broken', { work: () => Promise.reject(new Error('no such thing')) })
  const outcomes = await run([broken, checking('whole')])
  expect(outcomes.find(({ name }) => name === 'broken')).toMatchObject({ passed: 0, failed: 1 })
  expect(outcomes.find(({ name }) => name === 'whole')).toMatchObject({ passed: 1, failed: 0 })
  expect(said.join('\n')).toContain('Error: no such thing')
})

it('says now and then what is running, and no more when all have ended', async () => {
  vi.useFakeTimers()
  const slow = held('slow', { seconds: 149.5 })
  const running = run([slow.job])
  clock = 15_000
  await vi.advanceTimersByTimeAsync(15_000)
  expect(said).toEqual(['  … slow (15 of about 150 s)'])
  slow.end(countOne(true))
  await running
  said = []
  await vi.advanceTimersByTimeAsync(60_000)
  expect(said).toEqual([])
})

it('begins no more once it is stopped, and answers what there is', async () => {
  const [first, second] = [held('first', { seconds: 2 }), held('second')]
  const running = run([first.job, second.job], { atOnce: 1 })
  await turn()
  stopped = true
  first.end(countOne(false))
  expect((await running).map(({ name }) => name)).toEqual(['first'])
  expect(second.begun()).toBe(false)
})

it('does not begin where jobs wait for each other or for one that is not there', async () => {
  await expect(run([checking('a', { after: ['b'] }), checking('b', { after: ['a'] })])).rejects.toThrow(
    'a, b',
  )
  await expect(run([checking('a', { needs: ['gone'] })])).rejects.toThrow('gone')
})
