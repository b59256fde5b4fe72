import { type BudgetCaps, type SpendWindow, spendingBudget } from '../usage/budget.ts'
import type { UsageStore } from '../usage/ports.ts'

const NONE: BudgetCaps = { botDay: null, botMonth: null, ownerDay: null, ownerMonth: null }

/** A budget and the figures of days, in memory; amounts in millionths of a dollar, a token is one, a passage ten. */
export function memorySpending(clock: () => number, caps: Partial<BudgetCaps> = {}) {
  /** By holder and window. */
  const spent = new Map<string, number>()
  /** By bot and day. */
  const figures = new Map<string, number>()
  const paid: number[] = []
  const add = async ({ holder, window }: SpendWindow, amount: number) => {
    const key = `${holder} ${window}`
    spent.set(key, (spent.get(key) ?? 0) + amount)
  }
  const budget = spendingBudget({
    clock,
    caps: { ...NONE, ...caps },
    estimate: 1_000,
    onSpent: amount => paid.push(amount),
    store: {
      add,
      async reserve(spendWindow, amount, cap) {
        if ((spent.get(`${spendWindow.holder} ${spendWindow.window}`) ?? 0) >= cap) return false
        await add(spendWindow, amount)
        return true
      },
    },
  })
  const usage: UsageStore = {
    async add(botId, day, { microUsd = 0 }) {
      figures.set(`${botId} ${day}`, (figures.get(`${botId} ${day}`) ?? 0) + microUsd)
    },
  }
  return {
    budget,
    usage,
    costOfDocument: (tokens: number, passages: number) => tokens + 10 * passages,
    spent,
    figures,
    paid,
  }
}
