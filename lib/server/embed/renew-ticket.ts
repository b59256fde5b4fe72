import { z } from 'zod'
import { DocentError } from '#lib/core/errors.ts'
import { openBot } from '../chat/verify-ticket.ts'
import { readBody } from '../read-json.ts'
import { json, publicRoute } from '../route.ts'

const bodySchema = z.object({ ticket: z.string().max(4_000) })

/** A ticket that is ending for a new one of the same visitor, if the bot is still open to their site. */
export const renewTicket = publicRoute(async (request, { botId = '' }, deps) => {
  const { ticket } = await readBody(request, bodySchema)
  const { exp: _, ...grant } = await deps.tickets.verifyForRenewal(ticket, deps.clock())
  if (grant.bot !== botId) {
    throw new DocentError('signed-out', 'This ticket is for another guide.', 'Load the page again.')
  }
  await openBot(deps, grant)
  return json(await deps.tickets.issue(grant, deps.clock()))
})
