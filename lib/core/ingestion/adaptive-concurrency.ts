import { DocentError } from '../errors.ts'
import type { Scheduler } from './scheduler.ts'

/** An account may have fewer calls in flight than this, which we learn from being throttled. */
const MAX_CONCURRENCY = 16
const START_CONCURRENCY = 4
/** Waits grow from a quarter of a second to eight; in all about a minute per call. */
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 8_000
const MAX_TRIES = 12

/**
 * Runs calls at the pace the service allows: one more at a time after each that went through, half as many
 * after each that was throttled, like TCP.
 */
export class AdaptiveConcurrency {
  concurrency = START_CONCURRENCY
  readonly #scheduler: Scheduler

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** Results in the order of `items`. The first failure that is not throttling ends all. */
  async map<T, R>(items: T[], run: (item: T) => Promise<R>): Promise<R[]> {
    const results: R[] = new Array(items.length)
    const failures: unknown[] = []
    const running = new Set<Promise<void>>()
    for (const [index, item] of items.entries()) {
      while (running.size >= Math.max(1, Math.floor(this.concurrency))) await Promise.race(running)
      if (failures.length) break
      const one: Promise<void> = this.#patiently(() => run(item))
        .then(
          result => {
            results[index] = result
          },
          error => {
            failures.push(error)
          },
        )
        .finally(() => running.delete(one))
      running.add(one)
    }
    await Promise.all(running)
    if (failures.length) throw failures[0]
    return results
  }

  async #patiently<R>(run: () => Promise<R>): Promise<R> {
    for (let tries = 1; ; tries++) {
      try {
        const result = await run()
        this.concurrency = Math.min(MAX_CONCURRENCY, this.concurrency + 1 / this.concurrency)
        return result
      } catch (error) {
        if (!(error instanceof DocentError) || error.code !== 'busy' || tries >= MAX_TRIES) throw error
        this.concurrency = Math.max(1, this.concurrency / 2)
        const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1))
        await this.#scheduler.wait(longest * (0.5 + this.#scheduler.chance() / 2))
      }
    }
  }
}
