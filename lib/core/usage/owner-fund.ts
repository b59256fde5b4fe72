import type { Clock } from '../clock.ts'
import { BudgetSpent } from './budget-spent.ts'
import type { OwnerPeriod, OwnerSpending, PeriodSums } from './ports.ts'

/** So long what the table said of an owner is believed, though other processes spend meanwhile. */
const BELIEVED_MS = 30_000
/** With less room than this many long questions, each is asked of the table. */
const MARGIN = 20
/** What this process has spent and not told is told when it comes to so many long questions. */
const UNTOLD = 4
/** Owners are few; those asked longest ago are asked of the table again. */
const REMEMBERED_OWNERS = 1_000

export interface OwnerReservation {
  /** Sets aside more by so much. */
  raiseBy(amount: number): void
  /** The first call counts. */
  settle(spent: number): Promise<void>
}

interface Known {
  period: OwnerPeriod
  /** Of the table, when it was last asked, with everything that this process had told it. */
  room: number
  at: number
  /** Set aside by questions under way that the table does not know of. */
  pending: number
  /** Spent, or given back where negative, and not told yet. */
  untold: number
}

export interface OwnerFundDeps {
  owners: OwnerSpending
  clock: Clock
  caps: PeriodSums<number | null>
  /** Of a long question. */
  estimate: number
}

/**
 * The limits of an owner, who has several bots: far from them a question costs the table nothing, since this
 * process counts for itself and tells now and then; near them each is set aside and settled there. So a limit is
 * overrun by what other processes spent within half a minute and beyond the margin, and else not at all. What a
 * process that dies had not told, less than five long questions, is lost.
 */
export class OwnerFund {
  readonly #known = new Map<string, Known>()
  readonly #deps: OwnerFundDeps

  constructor(deps: OwnerFundDeps) {
    this.#deps = deps
  }

  /** Throws `BudgetSpent` where a limit has been reached. */
  async reserve(ownerId: string, day: string, amount: number): Promise<OwnerReservation> {
    const known = await this.#current({ ownerId, day })
    if (known && this.#isRoomy(known, amount)) {
      known.pending += amount
      return this.#reservation(known, { stored: 0, pending: amount })
    }
    const stored = await this.#reserveInTable(ownerId, day, amount, known)
    return this.#reservation(stored, { stored: amount, pending: 0 })
  }

  /** What is known of that day; an earlier one ends here, and what was not told of it is. */
  async #current({ ownerId, day }: OwnerPeriod): Promise<Known | null> {
    const known = this.#known.get(ownerId)
    if (!known || known.period.day === day) return known ?? null
    this.#known.delete(ownerId)
    await this.#tell(known)
    return this.#known.get(ownerId) ?? null
  }

  #isRoomy(known: Known, amount: number): boolean {
    const isFresh = this.#deps.clock() - known.at < BELIEVED_MS
    return isFresh && roomOf(known) - amount >= MARGIN * this.#deps.estimate
  }

  async #reserveInTable(ownerId: string, day: string, amount: number, known: Known | null): Promise<Known> {
    const { owners, caps, clock } = this.#deps
    const untold = takeUntold(known)
    try {
      // As if the table knew already what has been spent and set aside here.
      const unknown = untold + (known?.pending ?? 0)
      const left = { day: lower(caps.day, unknown), month: lower(caps.month, unknown) }
      const sums = await owners.reserve({ ownerId, day }, amount + untold, left)
      if (typeof sums === 'string') throw new BudgetSpent(sums, clock())
      return this.#remember({ ownerId, day }, sums)
    } catch (error) {
      if (known) known.untold += untold
      throw error
    }
  }

  #remember(period: OwnerPeriod, sums: PeriodSums): Known {
    const { caps, clock } = this.#deps
    const room = Math.min(
      (caps.day ?? Number.POSITIVE_INFINITY) - sums.day,
      (caps.month ?? Number.POSITIVE_INFINITY) - sums.month,
    )
    const before = this.#known.get(period.ownerId)
    const known = before?.period.day === period.day ? before : { period, room, at: 0, pending: 0, untold: 0 }
    known.room = room
    known.at = clock()
    this.#known.delete(period.ownerId)
    this.#known.set(period.ownerId, known)
    if (this.#known.size > REMEMBERED_OWNERS) this.#known.delete(this.#known.keys().next().value!)
    return known
  }

  #reservation(known: Known, { stored, pending }: { stored: number; pending: number }): OwnerReservation {
    let held = pending
    let settled: Promise<void> | null = null
    return {
      raiseBy: amount => {
        if (settled) return
        held += amount
        known.pending += amount
      },
      settle: spent => {
        settled ??= this.#settle(known, held, spent - stored)
        return settled
      },
    }
  }

  async #settle(known: Known, held: number, change: number): Promise<void> {
    const { estimate } = this.#deps
    known.pending -= held
    known.untold += change
    const isMuch = known.untold > UNTOLD * estimate
    const isForgotten = this.#known.get(known.period.ownerId) !== known
    if (isMuch || isForgotten || roomOf(known) < MARGIN * estimate) await this.#tell(known)
  }

  async #tell(known: Known): Promise<void> {
    const untold = takeUntold(known)
    if (untold === 0) return
    try {
      const sums = await this.#deps.owners.add(known.period, untold)
      if (this.#known.get(known.period.ownerId) === known) this.#remember(known.period, sums)
    } catch (error) {
      known.untold += untold
      throw error
    }
  }
}

function roomOf({ room, pending, untold }: Known): number {
  return room - pending - untold
}

function takeUntold(known: Known | null): number {
  const untold = known?.untold ?? 0
  if (known) known.untold = 0
  return untold
}

/** Whatever is given back here makes no more room there than there is. */
function lower(cap: number | null, by: number): number | null {
  return cap === null ? null : cap - Math.max(by, 0)
}
