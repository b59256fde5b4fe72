import type { Caller } from '#lib/core/bots/caller.ts'
import type { Counters } from '#lib/core/usage/ports.ts'
import { countersOfProcess, rateLimiter } from '#lib/core/usage/rate-limiter.ts'

/** How often an owner may come: what changes something is counted for all processes, what only reads for this one. */
export function ownerLimiter(counters: Pick<Counters, 'add'>, perMinute: number) {
  const limit = (counters: Pick<Counters, 'add'>) =>
    rateLimiter({
      ...{ counters, clock: Date.now, perMinute },
      message: 'Your account sends very many requests.',
      again: 'try again',
    })
  const [changes, reads] = [limit(counters), limit(countersOfProcess())]
  return {
    async count(method: string, { accountId }: Caller): Promise<void> {
      await (method === 'GET' ? reads : changes).count(`owner#${accountId}`)
    },
  }
}
