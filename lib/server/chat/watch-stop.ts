import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import type { AnswerOutcome } from '#lib/core/chat/answer-question.ts'
import type { StopFlags } from '#lib/core/chat/ports.ts'
import type { Ticket } from '../tickets.ts'

/** Nobody stops another's answer: the visitor is part of it. */
export function stopKey({ visitor }: Pick<Ticket, 'visitor'>, askId: string): string {
  return `${visitor}#${askId}`
}

/**
 * The answer, which ends when its request does. The request is held until then: once it is collected, it hears
 * nothing of the signal that it was made with.
 */
export async function* whileAwaited(
  request: Request,
  stop: AbortController,
  answer: AsyncGenerator<AnswerEvent, AnswerOutcome>,
): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  const end = () => stop.abort()
  if (request.signal.aborted) end()
  request.signal.addEventListener('abort', end)
  try {
    return yield* answer
  } finally {
    request.signal.removeEventListener('abort', end)
  }
}

/**
 * The answer, which ends when its reader says so elsewhere: as long as it goes on, somebody looks every so often
 * and aborts `stop` then.
 */
export async function* whileWatched(
  deps: { stops: StopFlags; onError: (error: unknown) => void },
  key: string,
  everyMs: number,
  stop: AbortController,
  answer: AsyncGenerator<AnswerEvent, AnswerOutcome>,
): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  let looking = false
  const timer = setInterval(async () => {
    if (looking) return
    looking = true
    try {
      if (await deps.stops.isRaised(key)) stop.abort()
    } catch (error) {
      // The answer goes on: not being able to stop it is the smaller harm.
      deps.onError(error)
    } finally {
      looking = false
    }
  }, everyMs)
  stop.signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  try {
    return yield* answer
  } finally {
    clearInterval(timer)
  }
}
