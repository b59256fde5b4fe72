import type { Clock } from '../clock.ts'
import type { Document } from '../documents/document.ts'
import type { Budget } from '../usage/budget.ts'
import type { UsageStore } from '../usage/ports.ts'
import type { EncodingBudget } from './encode-passages.ts'

export interface EncodingBudgetDeps {
  budget: Budget
  usage: UsageStore
  /** Millionths of a US dollar for so many tokens of passages, and for writing so many. */
  costOfDocument: (tokens: number, passages: number) => number
  clock: Clock
  /** Hears of what could not be counted; the document goes on. */
  onError: (error: unknown) => void
}

/** Paid by the bot and its owner as answers are, and told in the figures of the day. */
export function encodingBudget(
  { budget, usage, costOfDocument, clock, onError }: EncodingBudgetDeps,
  { botId, ownerId }: Document,
): EncodingBudget {
  return {
    async reserve({ tokens, written }) {
      if (written === 0) return { settle: async () => {} }
      const reservation = await budget.reserve(
        { botId, ownerId: async () => ownerId },
        costOfDocument(tokens, written),
      )
      return {
        async settle(done) {
          const microUsd = costOfDocument(done.tokens, done.written)
          const day = new Date(clock()).toISOString().slice(0, 10)
          await Promise.all([reservation.settle(microUsd), usage.add(botId, day, { microUsd })]).catch(
            onError,
          )
        },
      }
    },
  }
}
