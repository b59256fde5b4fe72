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
  /** Counts the question of a visitor at an address; throws `too-many-requests` where a count is over its limit. */
  count(asker: ChatAsker): Promise<void>
  /** Throws the same for one who is known to be over a limit, without any call. */
  rejectIfLimited(asker: ChatAsker): void
  /** Throws the same where so many have asked the bot in this minute, in words that blame nobody. */
  rejectCrowd(asked: number): void
}
export interface ChatAsker {
  visitorId: string
  address: string
}

/**
 * One who asks without end costs calls only until the first refusal: until the minute is over this process refuses
 * without asking the table again. A visitor counts within an address: who changes it could as well take a new name.
 */
export function questionLimiter(deps: {
  counters: Pick<Counters, 'addOne'>
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
    rejectIfLimited,
    async count(asker) {
      rejectIfLimited(asker)
      const now = clock()
      const [visitor, address] = [`visitor#${asker.visitorId}`, `address#${asker.address}`]
      const { all, ofPart } = await counters.addOne(address, asker.visitorId, WINDOW_SECONDS, now)
      const over = [
        ...(ofPart > limits.perVisitor ? [visitor] : []),
        ...(all > limits.perAddress ? [address] : []),
      ]
      for (const key of over) refused.add(key)
      if (over.length) throw tooMany(YOU, AGAIN, now)
    },
    rejectCrowd(asked) {
      if (asked > limits.perBot) throw tooMany('Many people are asking at the moment.', AGAIN, clock())
    },
  }
}

const YOU = 'You have asked many questions in a short time.'
const AGAIN = 'ask again'
