import { z } from 'zod'
import { type Message, messageSchema } from '../core/chat/message.ts'
import { callApi } from './api.ts'

/** The messages of a conversation held with this ticket's guide by this ticket's visitor. */
export async function readConversation(
  ticket: string,
  conversationId: string,
  signal?: AbortSignal,
): Promise<Message[]> {
  const schema = z.object({ messages: z.array(messageSchema) })
  const path = `/api/chat/${encodeURIComponent(conversationId)}`
  return (await callApi(schema, path, { bearer: ticket, signal })).messages
}
