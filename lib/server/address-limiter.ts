import type { Clock } from '#lib/core/clock.ts'
import type { Counters } from '#lib/core/usage/ports.ts'
import { countersOfProcess, rateLimiter } from '#lib/core/usage/rate-limiter.ts'
import { clientAddress } from './client-address.ts'

/** What a network address may do so often a minute, each by itself. */
export type Counted = 'frames' | 'renewals' | 'stops' | 'looks' | 'talks'

/** A question has limits of its own. What writes is counted for all processes, what only reads for this one. */
export function addressLimiter(deps: {
  counters: Pick<Counters, 'add'>
  clock: Clock
  perMinute: number
  trustedProxies: number
}) {
  const { clock, perMinute, trustedProxies } = deps
  const limit = (message: string, again: string, counters: Pick<Counters, 'add'> = deps.counters) =>
    rateLimiter({ counters, clock, perMinute, message, again })
  const limits = {
    frames: limit('Many chats were opened from your network in a short time.', 'load the page again'),
    renewals: limit('Many chats went on from your network in a short time.', 'try again'),
    stops: limit('Many answers were stopped from your network in a short time.', 'try again'),
    talks: limit(
      'Many conversations were opened from your network in a short time.',
      'load the page again',
      countersOfProcess(),
    ),
    looks: limit(
      'Many pages with a guide were opened from your network in a short time.',
      'load the page again',
      countersOfProcess(),
    ),
  } satisfies Record<Counted, unknown>
  return {
    /** Throws `too-many-requests` where the address has come too often for this. */
    async count(what: Counted, request: Request): Promise<void> {
      await limits[what].count(`${what}#${clientAddress(request, trustedProxies)}`)
    },
  }
}
