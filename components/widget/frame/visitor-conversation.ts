import { problemOfResponse, reached } from '../../../lib/client/api-problem.ts'
import { type Conversation, openConversation } from '../../../lib/client/conversation.ts'
import { openMemory } from '../../../lib/client/conversation-memory.ts'
import type {
  ConversationResponse,
  RenewTicketRequest,
  TicketResponse,
} from '../../../lib/core/contract/chat.ts'
import type { FrameConfig } from '../../../lib/core/contract/frame-config.ts'

/** The visitor's conversation: it goes on from page to page, with the ticket that stands for them. */
export function visitorConversation(
  config: FrameConfig,
  said: (role: 'visitor' | 'guide', conversationId: string | null) => void,
): Conversation {
  const { bot, chatUrl, stopUrl, ticketUrl, ticket, expiresAt } = config
  return openConversation({
    chatUrl,
    stopUrl,
    firstTicket: { ticket, expiresAt },
    renewTicket: async held =>
      call<TicketResponse>(ticketUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ticket: held! } satisfies RenewTicketRequest),
      }),
    readMessages: async (bearer, conversationId, signal) => {
      const headers = { authorization: `Bearer ${bearer}` }
      const path = `/api/chat/${encodeURIComponent(conversationId)}`
      return (await call<ConversationResponse>(path, { headers, signal })).messages
    },
    memory: openMemory(`docent:${bot.id}`, () => window.sessionStorage),
    now: Date.now,
    said,
  })
}

/** Our own server's word is taken for its type: a visitor's page carries no schemas. */
async function call<Answer>(url: string, init: RequestInit): Promise<Answer> {
  const response = await reached(fetch(url, init))
  const text = await reached(response.text())
  if (!response.ok) throw problemOfResponse(response.status, text)
  return JSON.parse(text)
}
