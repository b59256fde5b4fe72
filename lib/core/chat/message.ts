import { z } from 'zod'
import { quotedAnswerSchema } from '../quotes/quote.ts'
import { answerProblemSchema, answerSummarySchema, sourceSchema } from './answer-event.ts'

/** Longer than any question a person types; keeps a pasted book out of the model. */
export const MAX_QUESTION = 4_000

export const messageSchema = z.object({
  id: z.string(),
  role: z.enum(['visitor', 'guide']),
  text: z.string(),
  sources: z.array(sourceSchema),
  /** Of the guide's messages only. */
  summary: answerSummarySchema.nullable(),
  problem: answerProblemSchema.nullable(),
  /** What was searched for, where that is not what was typed. */
  searched: z.string().nullable().default(null),
  /** Of an answer that is made of quotes. */
  quoted: quotedAnswerSchema.nullable().default(null),
  createdAt: z.iso.datetime(),
})
export type Message = z.infer<typeof messageSchema>

export interface Conversation {
  id: string
  botId: string
  /** Who may read on: the owner's or the visitor's id from the ticket. */
  visitorId: string
  site: string
  title: string
  createdAt: string
  updatedAt: string
}

export const questionSchema = z
  .string()
  // Stores and models refuse half a surrogate pair.
  .overwrite(question => question.toWellFormed())
  .trim()
  .min(1, 'Type a question first.')
  .max(MAX_QUESTION, `A question can have at most ${MAX_QUESTION.toLocaleString('en')} characters.`)

/** Chosen by the browser for one question, so that it can be stopped by name. */
const askIdSchema = z.string().regex(/^[\w-]{1,64}$/)

export const stopRequestSchema = z.object({ askId: askIdSchema })

/**
 * `{ question, conversationId }`, or what the AI SDK's own clients send: a list of messages, of which
 * only the visitor's last is read. History comes from our store, never from the caller.
 */
export const askRequestSchema = z
  .union([
    z.object({
      question: z.string(),
      conversationId: z.string().max(64).nullish(),
      askId: askIdSchema.nullish(),
    }),
    z.object({ messages: z.array(z.unknown()).min(1), conversationId: z.string().max(64).nullish() }),
  ])
  .transform(body => ({
    question: 'question' in body ? body.question : lastQuestion(body.messages),
    conversationId: body.conversationId ?? null,
    askId: 'question' in body ? (body.askId ?? null) : null,
  }))
  .pipe(
    z.object({
      question: questionSchema,
      conversationId: z.string().nullable(),
      askId: z.string().nullable(),
    }),
  )
export type AskRequest = z.output<typeof askRequestSchema>

const userMessageSchema = z.object({
  role: z.literal('user'),
  parts: z.array(z.object({ type: z.string(), text: z.string().optional() })).optional(),
  content: z.string().optional(),
})

function lastQuestion(messages: unknown[]): string {
  for (const message of messages.toReversed()) {
    const parsed = userMessageSchema.safeParse(message)
    if (!parsed.success) continue
    const { parts, content } = parsed.data
    return content ?? (parts ?? []).map(part => (part.type === 'text' ? (part.text ?? '') : '')).join('')
  }
  return ''
}
