import { z } from 'zod'
import { messageSchema } from '../chat/message.ts'

/** A signed ticket takes a few hundred characters. */
const MAX_TICKET = 4_000

export const ticketResponseSchema = z.object({ ticket: z.string(), expiresAt: z.iso.datetime() })
export type TicketResponse = z.infer<typeof ticketResponseSchema>

export const renewTicketRequestSchema = z.object({ ticket: z.string().max(MAX_TICKET) })
export type RenewTicketRequest = z.infer<typeof renewTicketRequestSchema>

/** A conversation as it was held, oldest message first. */
export const conversationResponseSchema = z.object({ messages: z.array(messageSchema) })
export type ConversationResponse = z.infer<typeof conversationResponseSchema>
