import { answerQuestion } from '#lib/core/chat/answer-question.ts'
import { askRequestSchema } from '#lib/core/chat/message.ts'
import { clientAddress } from '../client-address.ts'
import { readBody } from '../read-json.ts'
import { publicRoute } from '../route.ts'
import { admit } from './admit.ts'
import { answerStream } from './answer-stream.ts'

/** A question in, a stream of the answer out. Ticket, body, bot and limits come before anything is spent. */
export const askBot = publicRoute(async (request, _params, world) => {
  const ticket = await admit(request, world)
  const ask = await readBody(request, askRequestSchema)
  const asker = { visitorId: ticket.visitor, site: ticket.site }
  const address = clientAddress(request, world.settings.trustedProxies)
  // Side by side: the ticket is genuine, so all that an unlucky one costs is a count.
  const [bot] = await Promise.all([
    ticket.openBot(),
    world.questions.count({ botId: ticket.bot, visitorId: ticket.visitor, address }),
  ])

  const stop = new AbortController()
  request.signal.addEventListener('abort', () => stop.abort(), { once: true })
  return answerStream(answerQuestion(world, bot, asker, ask, stop.signal), stop)
})
