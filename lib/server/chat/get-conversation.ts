import { DocentError } from '#lib/core/errors.ts'
import { json, publicRoute } from '../route.ts'
import { admit } from './admit.ts'

/** A page shows at most this much of what was said before. */
const MESSAGES_SHOWN = 100

/** What was said so far, to the one who said it. */
export const getConversation = publicRoute(async (request, { conversationId = '' }, world) => {
  const ticket = await admit(request, world)
  const bot = await ticket.openBot()
  const conversation = await world.conversations.get(bot.id, conversationId)
  if (conversation?.visitorId !== ticket.visitor) {
    throw new DocentError('not-found', 'There is no such conversation.', 'Begin a new one.')
  }
  return json({ messages: await world.conversations.messages(conversation.id, MESSAGES_SHOWN) })
})
