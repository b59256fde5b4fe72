import { expect, test } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

test('work starts when the work before it has ended, whichever way', async () => {
  const run = oneAtATime()
  const log: string[] = []
  const work = (name: string, fails = false) =>
    run(async () => {
      log.push(`${name} starts`)
      await new Promise(resolve => setImmediate(resolve))
      log.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const outcomes = await Promise.allSettled([work('a'), work('b', true), work('c')])
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends'])
  expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
