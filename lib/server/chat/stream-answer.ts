import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import type { AnswerOutcome } from '#lib/core/chat/answer-question.ts'
import { inThisRequest } from '../request-id.ts'

/** How a channel writes what happens; made anew for each answer. */
export interface AnswerWriter {
  headers: Record<string, string>
  write(event: AnswerEvent): string
}

/**
 * An answer as a response, in the words of its channel. Reading sets the pace; a reader that goes away aborts
 * `stop`, which ends the model's call, and the rest of the answer is read for its outcome.
 */
export function streamAnswer(
  answer: AsyncGenerator<AnswerEvent, AnswerOutcome>,
  stop: AbortController,
  { headers, write }: AnswerWriter,
): Response {
  const encoder = new TextEncoder()
  // Whoever reads, and when: it is still this request that is answered.
  const within = inThisRequest()
  // Begun at once, so that however early the reader leaves, the end of the answer is gone through.
  let waiting: Promise<IteratorResult<AnswerEvent, AnswerOutcome>> = answer.next()
  const body = new ReadableStream<Uint8Array>({
    pull: controller => within(() => pull(controller)),
    cancel: () =>
      within(async () => {
        stop.abort()
        for (;;) if ((await next()).done) return
      }),
  })
  return new Response(body, { headers })

  async function next(): Promise<IteratorResult<AnswerEvent, AnswerOutcome>> {
    const result = await waiting
    if (!result.done) waiting = answer.next()
    return result
  }

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    let written = ''
    let result = await next()
    const tick = endOfTick()
    while (!result.done) {
      written += write(result.value)
      // What has arrived by now leaves in one write.
      if (!(await Promise.race([arrived(waiting), tick]))) break
      result = await next()
    }
    if (written) controller.enqueue(encoder.encode(written))
    if (result.done) controller.close()
  }
}

/** True once it is there, be it a failure. */
function arrived(waiting: Promise<unknown>): Promise<boolean> {
  return waiting.then(
    () => true,
    () => true,
  )
}

/**
 * Resolves when all that is here already has been worked through: tokens that arrived together leave in one
 * write, and none waits for a later one.
 */
function endOfTick(): Promise<void> {
  return new Promise(resolve => process.nextTick(resolve))
}
