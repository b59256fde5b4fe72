import { routes } from '#lib/core/contract/routes.ts'
import { clientAddress } from '../client-address.ts'
import { readBody } from '../read-json.ts'
import { publicRoute } from '../route.ts'
import { countRefusal } from './count-refusal.ts'
import { serveWithFigures } from './serve-with-figures.ts'
import { streamAnswer } from './stream-answer.ts'
import { uiMessageStream } from './ui-message-stream.ts'
import { verifyTicket } from './verify-ticket.ts'
import { stopKey, whileAwaited, whileWatched } from './watch-stop.ts'

/** A question in, a stream of the answer out. The ticket comes before everything else. */
export const askBot = publicRoute(async (request, _params, deps) => {
  const ticket = await verifyTicket(request, deps).catch(countRefusal(deps.metrics))
  const ask = await readBody(request, routes.ask.request)
  const visit = {
    botId: ticket.bot,
    visitorId: ticket.visitor,
    site: ticket.site,
    address: clientAddress(request, deps.settings.trustedProxies),
    openBot: ticket.openBot,
  }
  const stop = new AbortController()
  const answer = whileAwaited(request, stop, await serveWithFigures(deps, visit, ask, stop.signal))
  const { stopPollMs } = deps.settings
  const watched =
    ask.askId && stopPollMs
      ? whileWatched(deps, stopKey(ticket, ask.askId), stopPollMs, stop, answer)
      : answer
  return streamAnswer(watched, stop, uiMessageStream())
})
