import { z } from 'zod'
import { placeSchema } from '../documents/place-schema.ts'
import type { QuotedAnswer } from '../quotes/quote.ts'

/** A passage that was read for an answer. */
export const sourceSchema = z.object({
  /** The answer cites it as `[n]`; null as long as it does not. Numbers run in the order of reading, from 1. */
  n: z.number().int().positive().nullable(),
  documentId: z.string(),
  documentName: z.string(),
  place: placeSchema,
  text: z.string(),
  /** UTF-16 offsets in the document's text. */
  start: z.number().int(),
  end: z.number().int(),
})
export type Source = z.infer<typeof sourceSchema>

export const answerSummarySchema = z.object({
  /** False where the documents do not say. */
  answered: z.boolean(),
  /** The visitor pressed Stop. */
  stopped: z.boolean(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }),
  timing: z.object({ firstTokenMs: z.number().nullable(), totalMs: z.number() }),
})
export type AnswerSummary = z.infer<typeof answerSummarySchema>

export const answerProblemSchema = z.object({
  code: z.string(),
  message: z.string(),
  nextStep: z.string(),
  /** Under which our log tells more; on the wire only, where something is wrong on our side. */
  requestId: z.string().optional(),
})
export type AnswerProblem = z.infer<typeof answerProblemSchema>

/**
 * What one question brings back, in this order: `start`, `sources` (before the first word, none with a
 * number yet), `searched` where something else was searched for; of a written answer any number of `text` and
 * `citation`, of a quoted one its `citation`s, `quotes` and one `text`; `unkept` where it could not be stored; then
 * `done` or `problem`. After a problem, what has arrived stays valid.
 */
export type AnswerEvent =
  | { type: 'start'; conversationId: string; messageId: string }
  | { type: 'sources'; sources: Source[] }
  /** What was searched for, where that is not what was typed: spelt otherwise, or a follow-up made whole. */
  | { type: 'searched'; question: string }
  /** The answer is made of these; what follows as text says the same to those who read text only. */
  | { type: 'quotes'; quoted: QuotedAnswer }
  | { type: 'text'; delta: string }
  /** From here on the answer calls this one of the sources, counted from 0, `[n]`. */
  | { type: 'citation'; source: number; n: number }
  /** The conversation, when it is read again, has this answer not at all, or not to its end. */
  | { type: 'unkept' }
  | { type: 'done'; summary: AnswerSummary }
  | { type: 'problem'; problem: AnswerProblem }
