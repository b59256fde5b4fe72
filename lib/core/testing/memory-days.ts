import type { DayBook, Figures, OwnerPeriod, OwnerSpending } from '../usage/ports.ts'

/** The days of bots, in memory. */
export function memoryDays() {
  /** By bot and day. */
  const rows = new Map<string, Figures>()
  const days: DayBook = {
    async open({ botId, day, amount, cap, minute }) {
      const row = rows.get(`${botId} ${day}`) ?? {}
      if (cap !== null && (row.microUsd ?? 0) >= cap) return null
      row.microUsd = (row.microUsd ?? 0) + amount
      if (minute !== null) {
        row.asked = (row.minute ?? -1) >= minute ? row.asked! + 1 : 1
        row.minute = Math.max(row.minute ?? -1, minute)
      }
      rows.set(`${botId} ${day}`, row)
      return minute === null ? 0 : row.asked!
    },
    async add(botId, day, figures, mustExist = false) {
      const isTaken = Object.values(figures).every(Number.isFinite) && Object.keys(figures).length > 0
      if (!isTaken) throw new RangeError(`${JSON.stringify(figures)} are no figures.`)
      const row = rows.get(`${botId} ${day}`)
      if (!row && mustExist) return false
      const sums = { ...row }
      for (const [name, figure] of Object.entries(figures)) sums[name] = (sums[name] ?? 0) + figure
      rows.set(`${botId} ${day}`, sums)
      return true
    },
    async spentBefore(botId, day) {
      return [...rows]
        .filter(([key]) => key.startsWith(`${botId} ${day.slice(0, 7)}`) && key < `${botId} ${day}`)
        .reduce((sum, [, { microUsd = 0 }]) => sum + microUsd, 0)
    },
  }
  return {
    days,
    rows,
    deleteOfBot(botId: string) {
      for (const key of rows.keys()) if (key.startsWith(`${botId} `)) rows.delete(key)
    },
  }
}

/** What owners spend, in memory, by owner and month or day. */
export function memoryOwners() {
  const sums = new Map<string, number>()
  const keysOf = ({ ownerId, day }: OwnerPeriod) => ({
    day: `${ownerId} ${day}`,
    month: `${ownerId} ${day.slice(0, 7)}`,
  })
  const owners: OwnerSpending = {
    async reserve(period, amount, caps) {
      const keys = keysOf(period)
      for (const name of ['month', 'day'] as const) {
        if (caps[name] !== null && (sums.get(keys[name]) ?? 0) >= caps[name]) return name
      }
      return owners.add(period, amount)
    },
    async add(period, amount) {
      const keys = keysOf(period)
      for (const key of Object.values(keys)) sums.set(key, (sums.get(key) ?? 0) + amount)
      return { day: sums.get(keys.day)!, month: sums.get(keys.month)! }
    },
  }
  return { owners, sums }
}
