import { z } from 'zod'
import { placeSchema } from '../documents/passage.ts'

/** A passage the answer may cite as `[n]`. */
export const sourceSchema = z.object({
  n: z.number().int().positive(),
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
 * What one question brings back, in this order: `start`, `sources` (before the first word), any number
 * of `text`, then `done` or `problem`. After a problem, what has arrived stays valid.
 */
export type AnswerEvent =
  | { type: 'start'; conversationId: string; messageId: string }
  | { type: 'sources'; sources: Source[] }
  | { type: 'text'; delta: string }
  | { type: 'done'; summary: AnswerSummary }
  | { type: 'problem'; problem: AnswerProblem }

/**
 * The same events on the wire: the AI SDK's UI message stream (server-sent events, one JSON object a
 * line, `[DONE]` last), so that any of its clients can read an answer.
 */
export const answerChunkSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    messageId: z.string(),
    messageMetadata: z.object({ conversationId: z.string() }),
  }),
  z.object({ type: z.literal('data-sources'), data: z.object({ sources: z.array(sourceSchema) }) }),
  z.object({ type: z.literal('text-start'), id: z.string() }),
  z.object({ type: z.literal('text-delta'), id: z.string(), delta: z.string() }),
  z.object({ type: z.literal('text-end'), id: z.string() }),
  z.object({ type: z.literal('data-done'), data: answerSummarySchema }),
  z.object({ type: z.literal('data-problem'), data: answerProblemSchema }),
  z.object({ type: z.literal('error'), errorText: z.string() }),
  z.object({ type: z.literal('finish') }),
])
export type AnswerChunk = z.infer<typeof answerChunkSchema>
