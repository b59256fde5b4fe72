import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { json, ownerRoute } from '../route.ts'
import { Tickets } from '../tickets.ts'

/** The owner may ask a bot that nobody else can reach yet. */
export const issueOwnerTicket = ownerRoute(async ({ ownerId }, _request, { botId = '' }, world) => {
  const bot = await loadOwnBot(world.bots, ownerId, botId)
  const { publicUrl, ticketKey } = world.settings
  const grant = { bot: bot.id, site: publicUrl, visitor: ownerId, role: 'owner' as const }
  return json(new Tickets(ticketKey).issue(grant, world.clock()))
})
