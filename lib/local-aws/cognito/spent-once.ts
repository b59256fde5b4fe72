/** Remembers, until they expire by themselves, things that may be used only once. */
export interface SpentOnce {
  /** True the first time, false after. Times are milliseconds since 1970. */
  spend(thing: string, expiresAt: number, now: number): boolean
  /** Nothing came of it: it may be used once more. */
  giveBack(thing: string): void
}

export function spentOnce(): SpentOnce {
  const spent = new Map<string, number>()
  return {
    spend(thing, expiresAt, now) {
      for (const [old, until] of spent) if (until <= now) spent.delete(old)
      if (spent.has(thing)) return false
      spent.set(thing, expiresAt)
      return true
    },
    giveBack: thing => void spent.delete(thing),
  }
}
