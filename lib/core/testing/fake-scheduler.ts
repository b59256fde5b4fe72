import type { Scheduler } from '../ingestion/scheduler.ts'

/** Time that passes only while somebody waits. */
export function fakeScheduler(chance = 0.5) {
  const time = { now: 0, waits: [] as number[] }
  const scheduler: Scheduler = {
    async wait(milliseconds) {
      time.waits.push(milliseconds)
      const until = time.now + milliseconds
      // Everybody who waits at the same time waits in the same time.
      await Promise.resolve()
      time.now = Math.max(time.now, until)
    },
    every: () => () => undefined,
    chance: () => chance,
  }
  return { time, scheduler }
}
