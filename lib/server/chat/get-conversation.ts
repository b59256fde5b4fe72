import { routes } from '#lib/core/contract/routes.ts'
import { DocentError } from '#lib/core/errors.ts'
import { publicRoute, reply } from '../route.ts'
import { verifyTicket } from './verify-ticket.ts'

/** A page shows at most this much of what was said before. */
const MESSAGES_SHOWN = 100

/** What was said so far, to the one who said it. */
export const getConversation = publicRoute(async (request, { conversationId = '' }, deps) => {
  const ticket = await verifyTicket(request, deps)
  await deps.addresses.count('talks', request)
  const bot = await ticket.openBot()
  const conversation = await deps.conversations.get(bot.id, conversationId)
  if (conversation?.visitorId !== ticket.visitor) {
    throw new DocentError('not-found', 'There is no such conversation.', 'Begin a new one.')
  }
  const messages = await deps.conversations.messages(conversation.id, MESSAGES_SHOWN)
  return reply(routes.getConversation, { messages })
})
