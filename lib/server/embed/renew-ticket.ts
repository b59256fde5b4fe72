import { routes } from '#lib/core/contract/routes.ts'
import { DocentError } from '#lib/core/errors.ts'
import { openBot } from '../chat/verify-ticket.ts'
import { readBody } from '../read-json.ts'
import { publicRoute, reply } from '../route.ts'

/** A ticket that is ending for a new one of the same visitor, if the bot is still open to their site. */
export const renewTicket = publicRoute(async (request, { botId = '' }, deps) => {
  const { ticket } = await readBody(request, routes.renewTicket.request)
  const { exp: _, ...grant } = await deps.tickets.verifyForRenewal(ticket, deps.clock())
  if (grant.bot !== botId) {
    throw new DocentError('signed-out', 'This ticket is for another guide.', 'Load the page again.')
  }
  await deps.addresses.count('renewals', request)
  await openBot(deps, grant)
  return reply(routes.renewTicket, await deps.tickets.issue(grant, deps.clock()))
})
