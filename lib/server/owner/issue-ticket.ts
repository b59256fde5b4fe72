import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { json, ownerRoute } from '../route.ts'

/** The owner may ask a bot that nobody else can reach yet. */
export const issueOwnerTicket = ownerRoute(async ({ ownerId }, _request, { botId = '' }, world) => {
  const bot = await loadOwnBot(world.bots, ownerId, botId)
  const grant = { bot: bot.id, site: world.settings.publicUrl, visitor: ownerId, role: 'owner' as const }
  return json(await world.tickets.issue(grant, world.clock()))
})
