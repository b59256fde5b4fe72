import { setTimeout as wait } from 'node:timers/promises'

/** Why a call can be sent again; null: it would fail again, or may not be repeated. */
export type Repeatable = 'lost' | 'throttled' | null

/** Half of each on average: about a second in all before the fourth attempt is the last, while a visitor looks on. */
const BASE_MS = { lost: 50, throttled: 300 }
const MAX_WAIT_MS = 20_000

/** When much fails, few are repeated: a service that is down is not asked four times by everybody. As the SDK's. */
const BUDGET = 500
const COST = { lost: 14, throttled: 5 }
const EARNED = 1

export class RetryBudget {
  #left = BUDGET

  spend(cost: number): boolean {
    if (this.#left < cost) return false
    this.#left -= cost
    return true
  }

  earn(spent: number): void {
    this.#left = Math.min(BUDGET, this.#left + (spent || EARNED))
  }
}

export interface RetryRules {
  attempts: number
  budget: RetryBudget
  repeatable: (error: unknown) => Repeatable
  /** What the service asked for with a refusal, in milliseconds. */
  asked?: (error: unknown) => number
  signal?: AbortSignal
}

/** Runs `attempt`, again after a wait with full jitter where that may help. */
export async function withRetries<T>(attempt: () => Promise<T>, rules: RetryRules): Promise<T> {
  const { attempts, budget, repeatable, asked, signal } = rules
  let spent = 0
  for (let tries = 1; ; tries++) {
    try {
      const result = await attempt()
      budget.earn(spent)
      return result
    } catch (error) {
      const why = repeatable(error)
      if (!why || tries >= attempts || !budget.spend(COST[why])) throw error
      spent = COST[why]
      const jittered = Math.random() * Math.min(BASE_MS[why] * 2 ** (tries - 1), MAX_WAIT_MS)
      const pause = wait(Math.max(jittered, asked?.(error) ?? 0), undefined, { signal })
      await pause.catch((aborted: unknown) => {
        throw signal?.reason ?? aborted
      })
    }
  }
}
