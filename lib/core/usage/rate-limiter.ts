import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import type { Counters } from './ports.ts'

export const WINDOW_SECONDS = 60

/** Lets each who comes by so often a minute, and no more. */
export interface RateLimiter {
  /** Throws `too-many-requests` where this one has come too often. */
  count(who: string): Promise<void>
}

/** `message`: what is said to who comes too often. `again`: what to do once the minute is over. */
export function rateLimiter(deps: {
  counters: Pick<Counters, 'add'>
  clock: Clock
  perMinute: number
  message: string
  again: string
}): RateLimiter {
  const { counters, clock, perMinute, message, again } = deps
  const refused = refusals(clock)
  return {
    async count(who) {
      const now = clock()
      if (refused.has(who)) throw tooMany(message, again, now)
      if ((await counters.add(who, 1, WINDOW_SECONDS, now)) <= perMinute) return
      refused.add(who)
      throw tooMany(message, again, now)
    },
  }
}

/** Who was turned away in this minute: this process does so again without asking the table. */
export function refusals(clock: Clock): { has(who: string): boolean; add(who: string): void } {
  let window = 0
  const refused = new Set<string>()
  function ofNow(): Set<string> {
    const current = Math.floor(clock() / 1_000 / WINDOW_SECONDS)
    if (current !== window) refused.clear()
    window = current
    return refused
  }
  return { has: who => ofNow().has(who), add: who => void ofNow().add(who) }
}

export function tooMany(message: string, again: string, now: number): DocentError {
  const seconds = WINDOW_SECONDS - (Math.floor(now / 1_000) % WINDOW_SECONDS)
  return new DocentError('too-many-requests', message, `Wait ${seconds} seconds, then ${again}.`, {
    retryAfter: seconds,
  })
}

/** Counts of this process alone: for what costs too little to ask the table of. */
export function countersOfProcess(): Pick<Counters, 'add'> {
  let window = -1
  const counts = new Map<string, number>()
  return {
    async add(key, amount, windowSeconds, now) {
      const current = Math.floor(now / 1_000 / windowSeconds)
      if (current !== window) counts.clear()
      window = current
      counts.set(key, (counts.get(key) ?? 0) + amount)
      return counts.get(key)!
    },
  }
}
