import { z } from 'zod'
import { answerProblemSchema, answerSummarySchema, sourceSchema } from '../chat/answer-event.ts'
import { quotedAnswerSchema } from '../quotes/quote.ts'

/**
 * An `AnswerEvent` on the wire: the AI SDK's UI message stream (server-sent events, one JSON object a
 * line, `[DONE]` last), so that any of its clients can read an answer.
 */
export const answerChunkSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    messageId: z.string(),
    messageMetadata: z.object({ conversationId: z.string() }),
  }),
  z.object({ type: z.literal('data-sources'), data: z.object({ sources: z.array(sourceSchema) }) }),
  z.object({
    type: z.literal('data-citation'),
    data: z.object({ source: z.number().int().nonnegative(), n: z.number().int().positive() }),
  }),
  z.object({ type: z.literal('data-searched'), data: z.object({ question: z.string() }) }),
  z.object({ type: z.literal('data-quotes'), data: quotedAnswerSchema }),
  z.object({ type: z.literal('text-start'), id: z.string() }),
  z.object({ type: z.literal('text-delta'), id: z.string(), delta: z.string() }),
  z.object({ type: z.literal('text-end'), id: z.string() }),
  z.object({ type: z.literal('data-unkept'), data: z.object({}) }),
  z.object({ type: z.literal('data-done'), data: answerSummarySchema }),
  z.object({ type: z.literal('data-problem'), data: answerProblemSchema }),
  z.object({ type: z.literal('error'), errorText: z.string() }),
  z.object({ type: z.literal('finish') }),
])
export type AnswerChunk = z.infer<typeof answerChunkSchema>
