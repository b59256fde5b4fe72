import type { Clock } from '../clock.ts'
import { BudgetSpent } from './budget-spent.ts'
import { OwnerFund, type OwnerReservation } from './owner-fund.ts'
import type { DayBook, Figures, OwnerSpending } from './ports.ts'

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

export interface Reservation {
  /** Questions to the bot in this minute, this one counted; 0 for what is no question. */
  asked: number
  /** Sets aside as much as this where less is; who was let in stays in, those behind wait outside sooner. */
  raiseTo(amount: number): Promise<void>
  /**
   * Puts what was spent in the place of what was set aside, and the figures into the bot's day with it. False where
   * the bot is gone meanwhile, and its days with it. The first call counts, all wait for it.
   */
  settle(spent: number, figures?: Figures): Promise<boolean>
}

export interface Payer {
  botId: string
  ownerId: string
}

export interface Budget {
  /** A question sets aside what a long one may cost; throws `BudgetSpent` where a limit has been reached. */
  reserveQuestion(payer: Payer): Promise<Reservation>
  /** The same for something else that will cost so much. */
  reserve(payer: Payer, amount: number): Promise<Reservation>
}

export interface BudgetDeps {
  days: DayBook
  owners: OwnerSpending
  clock: Clock
  caps: BudgetCaps
  /** Of a long question. */
  estimate: number
  /** Hears of everything that was spent, limits or not. */
  onSpent: (amount: number) => void
}

/** Bots whose earlier days of this month are remembered. */
const REMEMBERED_BOTS = 1_000
const MINUTE_MS = 60_000

/**
 * Limits on spending that hold while many ask at once: each question, and each document, sets an estimate aside
 * before it costs anything and settles afterwards. A bot is let in while less than its cap is spent or set aside, so
 * that is overrun by at most the questions that were under way when it filled; for an owner's, see `OwnerFund`. A
 * process that dies in between leaves its estimate as spent until the day ends: it errs on the careful side. What an
 * answer begun in the last second of a day costs is counted in that day.
 */
export function spendingBudget(deps: BudgetDeps): Budget {
  const { days, clock, caps, estimate, onSpent } = deps
  const limitsOwner = caps.ownerDay !== null || caps.ownerMonth !== null
  const owners = limitsOwner
    ? new OwnerFund({ ...deps, caps: { day: caps.ownerDay, month: caps.ownerMonth } })
    : null
  const earlierDays = rememberedSums(days)
  return {
    reserveQuestion: payer => reserve(payer, estimate, true),
    reserve: (payer, amount) => reserve(payer, amount, false),
  }

  async function reserve(payer: Payer, amount: number, isQuestion: boolean): Promise<Reservation> {
    const now = clock()
    const day = new Date(now).toISOString().slice(0, 10)
    const [ofBot, ofOwner] = await Promise.allSettled([
      openDay(payer.botId, day, now, amount, isQuestion),
      owners?.reserve(payer.ownerId, day, amount) ?? null,
    ])
    if (ofBot.status === 'fulfilled' && ofOwner.status === 'fulfilled') {
      return reservation({ botId: payer.botId, day, amount }, ofBot.value, ofOwner.value)
    }
    if (ofOwner.status === 'fulfilled') await ofOwner.value?.settle(0)
    if (ofBot.status === 'fulfilled' && ofBot.value.isOpen) {
      await days.add(payer.botId, day, { microUsd: -amount }, true)
    }
    throw gravest([ofBot, ofOwner].flatMap(gate => (gate.status === 'rejected' ? [gate.reason] : [])))
  }

  async function openDay(botId: string, day: string, now: number, amount: number, isQuestion: boolean) {
    const limited = caps.botDay !== null || caps.botMonth !== null
    if (!limited && !isQuestion) return { asked: 0, isOpen: false }
    const monthCap = caps.botMonth === null ? null : caps.botMonth - (await earlierDays(botId, day))
    const per = monthCap !== null && (caps.botDay === null || monthCap <= caps.botDay) ? 'month' : 'day'
    const cap = per === 'month' ? monthCap : caps.botDay
    // Of a new day nothing is spent, whatever the month says.
    if (cap !== null && cap <= 0) throw new BudgetSpent(per, now)
    const minute = isQuestion ? Math.floor(now / MINUTE_MS) : null
    const asked = await days.open({ botId, day, amount, cap, minute })
    if (asked === null) throw new BudgetSpent(per, now)
    return { asked, isOpen: true }
  }

  function reservation(
    { botId, day, amount }: { botId: string; day: string; amount: number },
    { asked, isOpen }: { asked: number; isOpen: boolean },
    ofOwner: OwnerReservation | null,
  ): Reservation {
    let setAside = isOpen ? amount : 0
    let settled: Promise<boolean> | null = null
    return {
      asked,
      async raiseTo(more) {
        if (settled || !isOpen || more <= setAside) return
        const by = more - setAside
        await days.add(botId, day, { microUsd: by }, true)
        setAside = more
        ofOwner?.raiseBy(by)
      },
      settle(spent, figures = {}) {
        settled ??= settle(spent, figures)
        return settled
      },
    }

    async function settle(spent: number, figures: Figures): Promise<boolean> {
      if (spent > 0) onSpent(spent)
      const [ofBot, paid] = await Promise.allSettled([
        days.add(botId, day, { ...figures, microUsd: spent - setAside }, isOpen),
        ofOwner?.settle(spent),
      ])
      if (paid.status === 'rejected') throw paid.reason
      if (ofBot.status === 'rejected') throw ofBot.reason
      return ofBot.value
    }
  }
}

/** A failure before any limit, and the limit that lasts longer before the other. */
function gravest(reasons: unknown[]): unknown {
  const rank = (reason: unknown) => (!(reason instanceof BudgetSpent) ? 2 : reason.per === 'month' ? 1 : 0)
  return reasons.reduce((worst, reason) => (rank(reason) > rank(worst) ? reason : worst))
}

/** They change no more, but for what was under way at midnight: asked once a day. */
function rememberedSums(days: DayBook): (botId: string, day: string) => Promise<number> {
  const known = new Map<string, { day: string; sum: Promise<number> }>()
  return async (botId, day) => {
    const before = known.get(botId)
    if (before?.day === day) return before.sum
    const sum = days.spentBefore(botId, day)
    known.set(botId, { day, sum })
    sum.catch(() => known.delete(botId))
    if (known.size > REMEMBERED_BOTS) known.delete(known.keys().next().value!)
    return sum
  }
}
