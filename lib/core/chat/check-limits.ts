import { DocentError } from '../errors.ts'
import type { Clock, Counters } from '../ports.ts'

export interface ChatLimits {
  /** Questions a minute. */
  perVisitor: number
  perAddress: number
  perBot: number
}

const WINDOW_SECONDS = 60

/** Counts the question and throws `too-many-requests` where one of the three counts is over its limit. */
export async function checkLimits(
  world: { counters: Counters; clock: Clock; limits: ChatLimits },
  asker: { botId: string; visitorId: string; address: string },
): Promise<void> {
  const now = world.clock()
  const { limits, counters } = world
  const [visitor, address, bot] = await Promise.all([
    counters.add(`visitor#${asker.visitorId}`, WINDOW_SECONDS, now),
    counters.add(`address#${asker.address}`, WINDOW_SECONDS, now),
    counters.add(`bot#${asker.botId}`, WINDOW_SECONDS, now),
  ])
  const over = visitor > limits.perVisitor || address > limits.perAddress
  if (!over && bot <= limits.perBot) return
  const seconds = WINDOW_SECONDS - (Math.floor(now / 1_000) % WINDOW_SECONDS)
  throw new DocentError(
    'too-many-requests',
    over ? 'You have asked many questions in a short time.' : 'Many people are asking at the moment.',
    `Wait ${seconds} seconds, then ask again.`,
    { retryAfter: seconds },
  )
}
