import type { Message } from '../core/chat/message.ts'
import type { TicketResponse } from '../core/contract/chat.ts'
import { routes } from '../core/contract/routes.ts'
import { callApi } from './api.ts'

/** A ticket for the owner's own questions; works for unpublished guides too. */
export function issueOwnerTicket(botId: string): Promise<TicketResponse> {
  return callApi(routes.issueOwnerTicket, { params: { botId } })
}

/** The messages of a conversation held with this ticket's guide by this ticket's visitor. */
export async function readConversation(
  ticket: string,
  conversationId: string,
  signal?: AbortSignal,
): Promise<Message[]> {
  const call = { params: { conversationId }, bearer: ticket, signal }
  return (await callApi(routes.getConversation, call)).messages
}
