import type { Scheduler } from '../ingestion/scheduler.ts'

interface Repeat {
  next: number
  each: number
  run: () => void
}

/** Time that passes only while somebody waits, or by hand. */
export function fakeScheduler(chance = 0.5) {
  const time = { now: 0, waits: [] as number[] }
  const repeats = new Set<Repeat>()

  /** What is done again and again is done as often as its time has come, then and there. */
  function pass(milliseconds: number): void {
    const until = time.now + milliseconds
    for (;;) {
      const [first] = [...repeats].toSorted((a, b) => a.next - b.next)
      if (!first || first.next > until) break
      time.now = Math.max(time.now, first.next)
      first.next += first.each
      first.run()
    }
    time.now = until
  }

  const scheduler: Scheduler = {
    async wait(milliseconds) {
      time.waits.push(milliseconds)
      const until = time.now + milliseconds
      // Everybody who waits at the same time waits in the same time.
      await Promise.resolve()
      time.now = Math.max(time.now, until)
    },
    every(each, run) {
      const repeat = { next: time.now + each, each, run }
      repeats.add(repeat)
      return () => repeats.delete(repeat)
    },
    chance: () => chance,
  }
  return { time, scheduler, pass }
}
