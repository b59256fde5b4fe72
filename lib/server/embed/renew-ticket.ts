import { z } from 'zod'
import { DocentError } from '#lib/core/errors.ts'
import { openBot } from '../chat/admit.ts'
import { readBody } from '../read-json.ts'
import { json, publicRoute } from '../route.ts'
import { Tickets } from '../tickets.ts'

const bodySchema = z.object({ ticket: z.string().max(4_000) })

/** A ticket that is ending for a new one of the same visitor, if the bot is still open to their site. */
export const renewTicket = publicRoute(async (request, { botId = '' }, world) => {
  const { ticket } = await readBody(request, bodySchema)
  const tickets = new Tickets(world.settings.ticketKey)
  const { exp: _, ...grant } = tickets.verifyForRenewal(ticket, world.clock())
  if (grant.bot !== botId) {
    throw new DocentError('signed-out', 'This ticket is for another guide.', 'Load the page again.')
  }
  await openBot(world, grant)
  return json(tickets.issue(grant, world.clock()))
})
