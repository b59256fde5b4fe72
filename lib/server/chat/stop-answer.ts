import { stopRequestSchema } from '#lib/core/chat/message.ts'
import { readBody } from '../read-json.ts'
import { nothing, publicRoute } from '../route.ts'
import { admit } from './admit.ts'
import { stopKey } from './watch-stop.ts'

/** Ends an answer that is written elsewhere, where nobody sees its reader leave. */
export const stopAnswer = publicRoute(async (request, _params, world) => {
  const ticket = await admit(request, world)
  await ticket.openBot()
  const { askId } = await readBody(request, stopRequestSchema)
  await world.stops.raise(stopKey(ticket, askId), world.clock())
  return nothing()
})
