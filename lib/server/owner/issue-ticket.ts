import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { ownerRoute, reply } from '../route.ts'

/** The owner may ask a bot that nobody else can reach yet. */
export const issueOwnerTicket = ownerRoute(async (caller, _request, { botId = '' }, deps) => {
  const bot = await loadOwnBot(deps.bots, caller, botId, 'chat')
  const grant = {
    bot: bot.id,
    site: deps.settings.publicUrl,
    visitor: caller.accountId,
    role: 'owner' as const,
  }
  return reply(routes.issueOwnerTicket, await deps.tickets.issue(grant, deps.clock()))
})
