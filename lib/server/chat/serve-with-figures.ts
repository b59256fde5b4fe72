import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import { type AnswerOutcome, type Ask, isUnanswered } from '#lib/core/chat/answer-question.ts'
import { type ServeDeps, serveQuestion, type Visit } from '#lib/core/chat/serve-question.ts'
import type { Metrics } from '../metrics.ts'
import { countRefusal } from './count-refusal.ts'

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
  const { summary, problem } = outcome
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
    },
    problem?.code,
  )
  return outcome

  /** What cannot even begin: the reader's stream breaks, and nobody else would hear of it. */
  async function* withFailuresCounted(): AsyncGenerator<AnswerEvent, AnswerOutcome> {
    try {
      return yield* answer
    } catch (error) {
      onError(error)
      return countRefusal(metrics)(error)
    }
  }
}
