/** Counts events in windows; the count is shared by every process. */
export interface Counters {
  /** Adds in the window that holds `now` and answers the new count. */
  add(key: string, amount: number, windowSeconds: number, now: number): Promise<number>
}

/** Day figures of a bot; atomic adds. */
export interface UsageStore {
  add(botId: string, day: string, counts: Record<string, number>): Promise<void>
}
