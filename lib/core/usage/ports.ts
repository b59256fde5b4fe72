/** Counts events in windows; the count is shared by every process. */
export interface Counters {
  /** Adds in the window that holds `now` and answers the new count. */
  add(key: string, amount: number, windowSeconds: number, now: number): Promise<number>
  /** Adds one in the window of `key`, and one to a part of it, in one step: both new counts. */
  addOne(
    key: string,
    part: string,
    windowSeconds: number,
    now: number,
  ): Promise<{ all: number; ofPart: number }>
}

/** What a bot was asked and spent each day (`yyyy-mm-dd`, UTC), shared by every process; millionths of a US dollar. */
export interface DayBook {
  /**
   * Sets `amount` aside where less than `cap` is spent that day, and counts a question in its minute, in one step.
   * How many were asked in that minute by now, 0 where it is no question; null where there is no room.
   */
  open(entry: DayEntry): Promise<number | null>
  /**
   * Adds figures to a day, each by its name; what is spent is `microUsd`. False where the day must be there, since
   * something was opened in it, and is gone with its bot: nothing is written then.
   */
  add(botId: string, day: string, figures: Figures, mustExist?: boolean): Promise<boolean>
  /** What was spent on the days of this month before `day`. */
  spentBefore(botId: string, day: string): Promise<number>
}

export interface DayEntry {
  botId: string
  day: string
  amount: number
  cap: number | null
  /** Minutes since 1970, of a question; null for what is none. */
  minute: number | null
}

export type Figures = Record<string, number>

/** What all bots of an owner spend together, shared by every process; millionths of a US dollar. */
export interface OwnerSpending {
  /** Adds the amount where day and month are below their caps, in one step: both sums then, or which of them has no room. */
  reserve(
    period: OwnerPeriod,
    amount: number,
    caps: PeriodSums<number | null>,
  ): Promise<PeriodSums | 'day' | 'month'>
  /** Adds the amount; a negative one gives back. */
  add(period: OwnerPeriod, amount: number): Promise<PeriodSums>
}

/** The day of an owner, and with it the month. */
export interface OwnerPeriod {
  ownerId: string
  day: string
}

export interface PeriodSums<Sum = number> {
  day: Sum
  month: Sum
}
