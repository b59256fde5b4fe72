import type { Document } from '../documents/document.ts'
import type { Budget } from '../usage/budget.ts'
import type { EncodingBudget } from './encode-passages.ts'

export interface EncodingBudgetDeps {
  budget: Budget
  /** Millionths of a US dollar for so many tokens of passages, and for writing so many. */
  costOfDocument: (tokens: number, passages: number) => number
  /** Hears of what could not be counted; the document goes on. */
  onError: (error: unknown) => void
}

/** Paid by the bot and its owner as answers are, and told in the figures of the day. */
export function encodingBudget(
  { budget, costOfDocument, onError }: EncodingBudgetDeps,
  { botId, ownerId }: Document,
): EncodingBudget {
  return {
    async reserve({ tokens, written }) {
      if (written === 0) return { settle: async () => {} }
      const reservation = await budget.reserve({ botId, ownerId }, costOfDocument(tokens, written))
      return {
        async settle(done) {
          await reservation.settle(costOfDocument(done.tokens, done.written)).catch(onError)
        },
      }
    },
  }
}
