import { type AnswerOutcome, answerQuestion } from '#lib/core/chat/answer-question.ts'
import { askRequestSchema } from '#lib/core/chat/message.ts'
import type { ChatAsker } from '#lib/core/chat/question-limiter.ts'
import { DocentError } from '#lib/core/errors.ts'
import { clientAddress } from '../client-address.ts'
import type { Deps } from '../deps.ts'
import type { Metrics } from '../metrics.ts'
import { readBody } from '../read-json.ts'
import { publicRoute } from '../route.ts'
import { answerStream } from './answer-stream.ts'
import { type VerifiedTicket, verifyTicket } from './verify-ticket.ts'
import { stopKey, watchStop } from './watch-stop.ts'

/** A question in, a stream of the answer out. Ticket, body, bot, limits and budget come before anything is spent. */
export const askBot = publicRoute(async (request, _params, deps) => {
  const ticket = await verifyTicket(request, deps)
  const ask = await readBody(request, askRequestSchema)
  const asker = { visitorId: ticket.visitor, site: ticket.site }
  const address = clientAddress(request, deps.settings.trustedProxies)
  const { bot, reservation } = await authorizeAndReserve(deps, ticket, {
    botId: ticket.bot,
    visitorId: ticket.visitor,
    address,
  }).catch(countRefusal(deps.metrics))

  const stop = new AbortController()
  request.signal.addEventListener('abort', () => stop.abort(), { once: true })
  let cost = 0
  const onAnswered = (answer: AnswerOutcome) => {
    cost = answer.cost
    countAnswer(deps.metrics, answer)
  }
  const events = answerQuestion({ ...deps, onAnswered }, bot, asker, ask, stop.signal)
  const { stopPollMs } = deps.settings
  const unwatch =
    ask.askId && stopPollMs ? watchStop(deps, stopKey(ticket, ask.askId), stopPollMs, stop) : () => undefined
  return answerStream(events, stop, () => {
    unwatch()
    // However the answer ends, what was set aside for it becomes what it cost. A failure here is ours to know.
    return reservation.settle(cost).catch(deps.onError)
  })
})

/** Side by side: the ticket is genuine, so all that an unlucky one costs is a count. */
async function authorizeAndReserve(deps: Deps, ticket: VerifiedTicket, asker: ChatAsker) {
  deps.questions.rejectIfLimited(asker)
  const opened = ticket.openBot()
  const [bot, counted, reserved] = await Promise.allSettled([
    opened,
    deps.questions.count(asker),
    deps.budget.reserve({ botId: asker.botId, ownerId: async () => (await opened).ownerId }),
  ])
  if (bot.status === 'fulfilled' && counted.status === 'fulfilled' && reserved.status === 'fulfilled') {
    return { bot: bot.value, reservation: reserved.value }
  }
  if (reserved.status === 'fulfilled') await reserved.value.settle(0)
  throw [bot, counted, reserved].find(gate => gate.status === 'rejected')!.reason
}

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
