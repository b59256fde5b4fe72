import type { AnswerOutcome } from '#lib/core/chat/answer-question.ts'
import { serveQuestion } from '#lib/core/chat/serve-question.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { DocentError } from '#lib/core/errors.ts'
import { clientAddress } from '../client-address.ts'
import type { Metrics } from '../metrics.ts'
import { readBody } from '../read-json.ts'
import { publicRoute } from '../route.ts'
import { answerStream } from './answer-stream.ts'
import { verifyTicket } from './verify-ticket.ts'
import { stopKey, watchStop } from './watch-stop.ts'

/** A question in, a stream of the answer out. The ticket comes before everything else. */
export const askBot = publicRoute(async (request, _params, deps) => {
  const ticket = await verifyTicket(request, deps)
  const ask = await readBody(request, routes.ask.request)
  const visit = {
    botId: ticket.bot,
    visitorId: ticket.visitor,
    site: ticket.site,
    address: clientAddress(request, deps.settings.trustedProxies),
    openBot: ticket.openBot,
  }
  const stop = new AbortController()
  request.signal.addEventListener('abort', () => stop.abort(), { once: true })
  const answer = await serveQuestion(deps, visit, ask, stop.signal).catch(countRefusal(deps.metrics))
  const { stopPollMs } = deps.settings
  const unwatch =
    ask.askId && stopPollMs ? watchStop(deps, stopKey(ticket, ask.askId), stopPollMs, stop) : () => undefined
  return answerStream(answer, stop, outcome => {
    unwatch()
    if (outcome) countAnswer(deps.metrics, outcome)
  })
})

function countAnswer(metrics: Metrics, { summary, problem, cost }: AnswerOutcome): void {
  metrics.put(
    {
      Questions: 1,
      Unanswered: summary.answered || problem || summary.stopped ? 0 : 1,
      AnswerFailures: problem ? 1 : 0,
      Throttled: problem?.code === 'busy' ? 1 : 0,
      FirstTokenMs: summary.timing.firstTokenMs,
      AnswerMs: summary.timing.totalMs,
      InputTokens: summary.usage.inputTokens,
      OutputTokens: summary.usage.outputTokens,
      CostUsd: cost / 1_000_000,
    },
    problem?.code,
  )
}

/** Those whom a limit sends away; what else is wrong with a request is not ours to count. */
function countRefusal(metrics: Metrics) {
  return (error: unknown): never => {
    const code = error instanceof DocentError ? error.code : null
    if (code === 'too-many-requests' || code === 'limit-reached') metrics.put({ Throttled: 1 }, code)
    throw error
  }
}
