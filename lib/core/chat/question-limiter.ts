import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import type { Counters } from '../usage/ports.ts'

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

const WINDOW_SECONDS = 60

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
  const refused = { window: 0, keys: new Set<string>() }

  function rejectIfLimited({ visitorId, address }: ChatAsker): void {
    const now = clock()
    const window = Math.floor(now / 1_000 / WINDOW_SECONDS)
    if (refused.window !== window) Object.assign(refused, { window, keys: new Set() })
    if (refused.keys.has(`visitor#${visitorId}`) || refused.keys.has(`address#${address}`)) {
      throw tooMany(YOU, now)
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
        for (const key of over) refused.keys.add(key)
        await counters.add(bot, -1, WINDOW_SECONDS, now)
        throw tooMany(YOU, now)
      }
      if (ofBot! > limits.perBot) throw tooMany('Many people are asking at the moment.', now)
    },
  }
}

const YOU = 'You have asked many questions in a short time.'

function tooMany(message: string, now: number): DocentError {
  const seconds = WINDOW_SECONDS - (Math.floor(now / 1_000) % WINDOW_SECONDS)
  return new DocentError('too-many-requests', message, `Wait ${seconds} seconds, then ask again.`, {
    retryAfter: seconds,
  })
}
