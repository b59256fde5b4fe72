import type { Clock } from '../clock.ts'
import { BudgetSpent } from './budget-spent.ts'
import type { OwnerPeriod, OwnerSpending, PeriodSums } from './ports.ts'

/** So long what the table said of an owner is believed, though other processes spend meanwhile. */
const BELIEVED_MS = 30_000
/** With less room than this many long questions, each is asked of the table. */
const MARGIN = 20
/** What this process has spent and not told is told when it comes to so many long questions. */
const UNTOLD = 4
/** Owners are few; those asked for longest ago, of whom nothing is under way, are asked of the table again. */
const REMEMBERED_OWNERS = 1_000

export interface OwnerReservation {
  /** Sets aside more by so much. */
  raiseBy(amount: number): void
  /** The first call counts. */
  settle(spent: number): Promise<void>
}

interface Known {
  readonly period: OwnerPeriod
  /** Of the table, when it was last asked, with everything that this process had told it; null before that. */
  room: number | null
  at: number
  /** Set aside by questions under way that the table does not know of. */
  pending: number
  /** Spent, or given back where negative, and not told yet. */
  untold: number
  /** Of the day before, as long as something of it is under way: it is of the same month. */
  before: Known | null
  /** One call at a time: each answer is newer than the one before, and what it says is whole. */
  asking: Promise<unknown>
}

export interface OwnerFundDeps {
  owners: OwnerSpending
  clock: Clock
  caps: PeriodSums<number | null>
  /** Of a long question. */
  estimate: number
  rememberedOwners?: number
}

/**
 * The limits of an owner, who has several bots: far from them a question costs the table nothing, since this
 * process counts for itself and tells now and then; near them each is set aside and settled there, one after the
 * other. So a limit is overrun by what other processes spent within half a minute and beyond the margin, and else
 * by less than one question or document. What a process that dies had not told, less than five long questions, is lost.
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
    if (this.#letIn(known, amount)) return this.#reservation(known, { stored: 0, pending: amount })
    return inTurn(known, async () => {
      // Whoever was asked for before may have brought room.
      if (this.#letIn(known, amount)) return this.#reservation(known, { stored: 0, pending: amount })
      await this.#reserveInTable(known, amount)
      return this.#reservation(known, { stored: amount, pending: 0 })
    })
  }

  /** What is known of that day; an earlier one ends here, and what was not told of it is. */
  async #current(period: OwnerPeriod): Promise<Known> {
    const known = this.#known.get(period.ownerId)
    this.#known.delete(period.ownerId)
    if (known?.period.day === period.day) {
      this.#known.set(period.ownerId, known)
      return known
    }
    const isOfMonth = known?.period.day.slice(0, 7) === period.day.slice(0, 7)
    const fresh: Known = {
      ...{ period, room: null, at: 0, pending: 0, untold: 0 },
      ...{ before: isOfMonth ? known! : null, asking: Promise.resolve() },
    }
    this.#known.set(period.ownerId, fresh)
    if (known) {
      known.before = null
      await this.#tell(known)
    }
    await this.#forgetOneBut(fresh)
    return fresh
  }

  async #forgetOneBut(kept: Known): Promise<void> {
    if (this.#known.size <= (this.#deps.rememberedOwners ?? REMEMBERED_OWNERS)) return
    const idle = this.#known
      .values()
      .find(known => known !== kept && known.pending === 0 && ofDayBefore(known) === 0)
    if (!idle) return
    this.#known.delete(idle.period.ownerId)
    await this.#tell(idle)
  }

  #letIn(known: Known, amount: number): boolean {
    const isFresh = this.#deps.clock() - known.at < BELIEVED_MS
    const isRoomy = isFresh && roomOf(known) - amount >= MARGIN * this.#deps.estimate
    if (isRoomy) known.pending += amount
    return isRoomy
  }

  async #reserveInTable(known: Known, amount: number): Promise<void> {
    const { owners, caps, clock } = this.#deps
    const { untold } = known
    // As if the table knew already what has been spent and set aside here.
    const unknown = untold + known.pending
    const left = { day: lower(caps.day, unknown), month: lower(caps.month, unknown + ofDayBefore(known)) }
    const sums = await owners.reserve(known.period, amount + untold, left)
    if (typeof sums === 'string') throw new BudgetSpent(sums, clock())
    // Not before the answer: until then it would look like room.
    known.untold -= untold
    this.#note(known, sums)
  }

  #note(known: Known, sums: PeriodSums): void {
    const { caps, clock } = this.#deps
    known.room = Math.min(
      (caps.day ?? Number.POSITIVE_INFINITY) - sums.day,
      (caps.month ?? Number.POSITIVE_INFINITY) - sums.month - ofDayBefore(known),
    )
    known.at = clock()
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

  #tell(known: Known): Promise<void> {
    return inTurn(known, async () => {
      const { untold } = known
      if (untold === 0) return
      const sums = await this.#deps.owners.add(known.period, untold)
      known.untold -= untold
      this.#note(known, sums)
    })
  }
}

function inTurn<T>(known: Known, work: () => Promise<T>): Promise<T> {
  const mine = known.asking.then(work, work)
  known.asking = mine
  return mine
}

function ofDayBefore(known: Known): number {
  if (known.before?.pending === 0 && known.before.untold === 0) known.before = null
  return known.before ? known.before.pending + known.before.untold : 0
}

/** None where the table was not asked yet. */
function roomOf({ room, pending, untold }: Known): number {
  return room === null ? Number.NEGATIVE_INFINITY : room - pending - untold
}

/** Whatever is given back here makes no more room there than there is. */
function lower(cap: number | null, by: number): number | null {
  return cap === null ? null : cap - Math.max(by, 0)
}
