import { type BudgetCaps, spendingBudget } from '../usage/budget.ts'
import { memoryDays, memoryOwners } from './memory-days.ts'

const NONE: BudgetCaps = { botDay: null, botMonth: null, ownerDay: null, ownerMonth: null }

/** A budget in memory; amounts in millionths of a dollar, a token is one, a passage ten. */
export function memorySpending(clock: () => number, caps: Partial<BudgetCaps> = {}) {
  const { days, rows } = memoryDays()
  const { owners, sums } = memoryOwners()
  const paid: number[] = []
  const budget = spendingBudget({
    clock,
    days,
    owners,
    caps: { ...NONE, ...caps },
    estimate: 1_000,
    onSpent: amount => paid.push(amount),
  })
  return {
    budget,
    costOfDocument: (tokens: number, passages: number) => tokens + 10 * passages,
    /** Of bots, by bot and day. */
    rows,
    /** Of owners, by owner and day or month. */
    sums,
    paid,
  }
}
