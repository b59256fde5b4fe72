import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'

/** Millionths of a US dollar; null: no limit. Days and months are those of UTC. */
export interface BudgetCaps {
  botDay: number | null
  botMonth: number | null
  ownerDay: number | null
  ownerMonth: number | null
}

/**
 * US dollars, where nobody says otherwise: with the model that answers by default some 600 questions a day to a guide
 * and 1,500 to all of an owner: more than most are asked, and nobody wakes up to a bill.
 */
export const DEFAULT_BUDGETS = { botDay: 2, botMonth: 20, ownerDay: 5, ownerMonth: 50 }

/** What somebody may spend in one window, and until when anybody asks. */
export interface SpendWindow {
  /** `bot#bot_…` or `owner#…`. */
  holder: string
  /** `2026-11-21` or `2026-11`. */
  window: string
  /** Milliseconds since 1970: from then on nobody writes to it any more. */
  keepUntil: number
}

/** Amounts in millionths of a US dollar, shared by every process. */
export interface SpendStore {
  /** Adds the amount if less than `cap` is spent, in one step; false where not. */
  reserve(spendWindow: SpendWindow, amount: number, cap: number): Promise<boolean>
  /** Adds the amount; a negative one gives back. */
  add(spendWindow: SpendWindow, amount: number): Promise<void>
}

export interface Reservation {
  /** Sets aside as much as this where less is; who was let in stays in, those behind wait outside sooner. */
  raiseTo(amount: number): Promise<void>
  /** Puts what was spent in the place of what was set aside. The first call counts, all wait for it. */
  settle(spent: number): Promise<void>
}

export interface Budget {
  /**
   * Sets aside what something may cost, a long question where no amount is given; throws `BudgetSpent` where a limit
   * has been reached.
   */
  reserve(payer: { botId: string; ownerId: () => Promise<string> }, amount?: number): Promise<Reservation>
}

/** In words for the visitor, who neither pays nor can change it. */
export class BudgetSpent extends DocentError {
  readonly per: 'day' | 'month'

  constructor(per: 'day' | 'month', retryAfter: number) {
    const [when, next] =
      per === 'day' ? ['today', 'Come back tomorrow'] : ['this month', 'Come back next month']
    super(
      'limit-reached',
      `This guide has answered as much as it may ${when}.`,
      `${next}, or ask the people behind this page.`,
      { retryAfter },
    )
    this.per = per
  }
}

/**
 * Limits on spending that hold while many ask at once: each question, and each document, sets an estimate aside
 * before it costs anything and settles afterwards. A window lets in while less than its cap is spent or set aside, so
 * it is overrun by at most the questions that were under way when it filled. A process that dies in between
 * leaves its estimate as spent until the window ends: it errs on the careful side. Without limits nothing
 * is asked and nothing written.
 */
export function spendingBudget(deps: {
  store: SpendStore
  clock: Clock
  caps: BudgetCaps
  /** Set aside for each question. */
  estimate: number
  /** Hears of everything that was spent, limits or not. */
  onSpent: (amount: number) => void
}): Budget {
  const { store, clock, caps, estimate, onSpent } = deps
  return {
    async reserve({ botId, ownerId }, amount = estimate) {
      const now = clock()
      const asked = await Promise.allSettled(
        limitsAt(now, caps).map(async limit => {
          const holder = limit.of === 'bot' ? `bot#${botId}` : `owner#${await ownerId()}`
          const spendWindow = { holder, window: limit.window, keepUntil: limit.end + SETTLED_WITHIN_MS }
          return { limit, spendWindow, taken: await store.reserve(spendWindow, amount, limit.cap) }
        }),
      )
      const answers = asked.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : []))
      const taken = answers.filter(answer => answer.taken).map(({ spendWindow }) => spendWindow)
      const addToAll = async (change: number) => {
        if (change !== 0) await Promise.all(taken.map(spendWindow => store.add(spendWindow, change)))
      }
      const failed = asked.find(answer => answer.status === 'rejected')
      const refused = answers.filter(answer => !answer.taken).map(({ limit }) => limit)
      if (failed || refused.length) await addToAll(-amount)
      if (failed) throw failed.reason
      if (refused.length) throw spent(refused, now)

      let setAside = amount
      let settled: Promise<void> | null = null
      return {
        async raiseTo(more) {
          if (settled || more <= setAside) return
          await addToAll(more - setAside)
          setAside = more
        },
        settle(actual) {
          if (!settled && actual > 0) onSpent(actual)
          settled ??= addToAll(actual - setAside)
          return settled
        },
      }
    },
  }
}

/** An answer that began in the last second of a window is settled in it. */
const SETTLED_WITHIN_MS = 24 * 60 * 60 * 1_000

interface Limit {
  of: 'bot' | 'owner'
  per: 'day' | 'month'
  cap: number
  window: string
  /** Milliseconds since 1970. */
  end: number
}

function limitsAt(now: number, caps: BudgetCaps): Limit[] {
  const date = new Date(now)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  const stamp = date.toISOString()
  const today = { per: 'day', window: stamp.slice(0, 10), end: Date.UTC(year, month, day + 1) } as const
  const thisMonth = { per: 'month', window: stamp.slice(0, 7), end: Date.UTC(year, month + 1) } as const
  const limits = [
    { of: 'bot', cap: caps.botDay, ...today },
    { of: 'bot', cap: caps.botMonth, ...thisMonth },
    { of: 'owner', cap: caps.ownerDay, ...today },
    { of: 'owner', cap: caps.ownerMonth, ...thisMonth },
  ] as const
  return limits.flatMap(({ cap, ...limit }) => (cap === null ? [] : [{ ...limit, cap }]))
}

function spent(refused: Limit[], now: number): BudgetSpent {
  const last = refused.reduce((a, b) => (b.end > a.end ? b : a))
  return new BudgetSpent(last.per, Math.ceil((last.end - now) / 1_000))
}
