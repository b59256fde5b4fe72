import { routes } from '#lib/core/contract/routes.ts'
import { readBody } from '../read-json.ts'
import { nothing, publicRoute } from '../route.ts'
import { verifyTicket } from './verify-ticket.ts'
import { stopKey } from './watch-stop.ts'

/** Ends an answer that is written elsewhere, where nobody sees its reader leave. */
export const stopAnswer = publicRoute(async (request, _params, deps) => {
  const ticket = await verifyTicket(request, deps)
  await deps.addresses.count('stops', request)
  await ticket.openBot()
  const { askId } = await readBody(request, routes.stopAnswer.request)
  await deps.stops.raise(stopKey(ticket, askId), deps.clock())
  return nothing()
})
