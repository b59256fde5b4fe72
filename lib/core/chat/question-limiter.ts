import type { Clock } from '../clock.ts'
import type { Counters } from '../usage/ports.ts'
import { refusals, tooMany, WINDOW_SECONDS } from '../usage/rate-limiter.ts'

export interface ChatLimits {
  /** Questions a minute. */
  perVisitor: number
  perAddress: number
  perBot: number
}

export interface QuestionLimiter {
  /** Counts the question; throws `too-many-requests` where a count is over its limit. */
  count(asker: ChatAsker): Promise<void>
  /** Throws the same for one who is known to be over a limit, without any call. */
  rejectIfLimited(asker: ChatAsker): void
}
export interface ChatAsker {
  botId: string
  visitorId: string
  address: string
}

/**
 * All counts are taken at once, so that a question waits for one answer of the table, not for two. One who
 * asks without end cannot use up what belongs to everybody: the bot's count is given back, and until the
 * minute is over this process refuses without asking the table again.
 */
export function questionLimiter(deps: {
  counters: Counters
  clock: Clock
  limits: ChatLimits
}): QuestionLimiter {
  const { counters, clock, limits } = deps
  const refused = refusals(clock)

  function rejectIfLimited({ visitorId, address }: ChatAsker): void {
    if (refused.has(`visitor#${visitorId}`) || refused.has(`address#${address}`)) {
      throw tooMany(YOU, AGAIN, clock())
    }
  }

  return {
    rejectIfLimited: rejectIfLimited,
    async count(asker) {
      rejectIfLimited(asker)
      const now = clock()
      const [visitor, place, bot] = [
        `visitor#${asker.visitorId}`,
        `address#${asker.address}`,
        `bot#${asker.botId}`,
      ]
      const [byVisitor, byAddress, ofBot] = await Promise.all(
        [visitor, place, bot].map(key => counters.add(key, 1, WINDOW_SECONDS, now)),
      )
      const over = [
        ...(byVisitor! > limits.perVisitor ? [visitor] : []),
        ...(byAddress! > limits.perAddress ? [place] : []),
      ]
      if (over.length) {
        for (const key of over) refused.add(key)
        await counters.add(bot, -1, WINDOW_SECONDS, now)
        throw tooMany(YOU, AGAIN, now)
      }
      if (ofBot! > limits.perBot) throw tooMany('Many people are asking at the moment.', AGAIN, now)
    },
  }
}

const YOU = 'You have asked many questions in a short time.'
const AGAIN = 'ask again'
