import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import { type AnswerOutcome, type Ask, isUnanswered } from '#lib/core/chat/answer-question.ts'
import { type ServeDeps, serveQuestion, type Visit } from '#lib/core/chat/serve-question.ts'
import { DocentError } from '#lib/core/errors.ts'
import type { Metrics } from '../metrics.ts'

/** `serveQuestion`, as every channel calls it: what it came to is put where the operator's alarms look. */
export async function serveWithFigures(
  deps: ServeDeps & { metrics: Metrics },
  visit: Visit,
  ask: Ask,
  signal: AbortSignal,
): Promise<AsyncGenerator<AnswerEvent, AnswerOutcome>> {
  const answer = await serveQuestion(deps, visit, ask, signal).catch(countRefusal(deps.metrics))
  return countedAnswer(deps, answer)
}

async function* countedAnswer(
  { metrics, onError }: Pick<ServeDeps, 'onError'> & { metrics: Metrics },
  answer: AsyncGenerator<AnswerEvent, AnswerOutcome>,
): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  const outcome = yield* withFailuresCounted()
  const { summary, problem, cost } = outcome
  metrics.put(
    {
      Questions: 1,
      Unanswered: isUnanswered(outcome) ? 1 : 0,
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
  return outcome

  /** What cannot even begin: the reader's stream breaks, and nobody else would hear of it. */
  async function* withFailuresCounted(): AsyncGenerator<AnswerEvent, AnswerOutcome> {
    try {
      return yield* answer
    } catch (error) {
      metrics.put({ Questions: 1, AnswerFailures: 1 }, 'unexpected')
      onError(error)
      throw error
    }
  }
}

/** Those whom a limit sends away; what else is wrong with a request is not ours to count. */
function countRefusal(metrics: Metrics) {
  return (error: unknown): never => {
    const code = error instanceof DocentError ? error.code : null
    if (code === 'too-many-requests' || code === 'limit-reached') metrics.put({ Throttled: 1 }, code)
    throw error
  }
}
