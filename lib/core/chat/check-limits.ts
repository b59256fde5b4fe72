import { DocentError } from '../errors.ts'
import type { Clock, Counters } from '../ports.ts'

export interface ChatLimits {
  /** Questions a minute. */
  perVisitor: number
  perAddress: number
  perBot: number
}

const WINDOW_SECONDS = 60

/**
 * Counts the question and throws `too-many-requests` where a count is over its limit. The bot is counted
 * last, and only what gets that far: one who asks without end cannot use up what belongs to everybody.
 */
export async function checkLimits(
  world: { counters: Counters; clock: Clock; limits: ChatLimits },
  asker: { botId: string; visitorId: string; address: string },
): Promise<void> {
  const now = world.clock()
  const { limits, counters } = world
  const [visitor, address] = await Promise.all([
    counters.add(`visitor#${asker.visitorId}`, WINDOW_SECONDS, now),
    counters.add(`address#${asker.address}`, WINDOW_SECONDS, now),
  ])
  if (visitor > limits.perVisitor || address > limits.perAddress) {
    throw tooMany('You have asked many questions in a short time.', now)
  }
  const bot = await counters.add(`bot#${asker.botId}`, WINDOW_SECONDS, now)
  if (bot > limits.perBot) throw tooMany('Many people are asking at the moment.', now)
}

function tooMany(message: string, now: number): DocentError {
  const seconds = WINDOW_SECONDS - (Math.floor(now / 1_000) % WINDOW_SECONDS)
  return new DocentError('too-many-requests', message, `Wait ${seconds} seconds, then ask again.`, {
    retryAfter: seconds,
  })
}
