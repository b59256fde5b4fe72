import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import type { AnswerOutcome } from '#lib/core/chat/answer-question.ts'

/** How a channel writes what happens; made anew for each answer. */
export interface AnswerWriter {
  headers: Record<string, string>
  write(event: AnswerEvent): string
}

/**
 * An answer as a response, in the words of its channel. What is there at once leaves in one write, and reading sets
 * the pace; a reader that goes away aborts `stop`, which ends the model's call, and the rest of the answer is gone
 * through for its outcome.
 */
export function streamAnswer(
  answer: AsyncGenerator<AnswerEvent, AnswerOutcome>,
  stop: AbortController,
  { headers, write }: AnswerWriter,
): Response {
  const encoder = new TextEncoder()
  let gathered = ''
  let left = false
  let wanted = Promise.withResolvers<void>()
  let ended: Promise<void>

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // Rejects only for who has cancelled, and is told: a reader that stays hears by the stream.
      ended = goThrough(controller)
    },
    pull: () => wanted.resolve(),
    cancel() {
      left = true
      wanted.resolve()
      stop.abort()
      return ended
    },
  })
  return new Response(body, { headers })

  /** Begun at once and within its request: whoever reads, and however early they leave, it is gone through to its end. */
  async function goThrough(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    let leaving = false
    try {
      for (let result = await answer.next(); !result.done; result = await answer.next()) {
        gathered += write(result.value)
        if (!leaving) process.nextTick(leave)
        leaving = true
        if (!left && controller.desiredSize! <= 0) {
          wanted = Promise.withResolvers()
          await wanted.promise
        }
      }
      leave()
      if (!left) controller.close()
    } catch (error) {
      leave()
      if (left) throw error
      controller.error(error)
    }

    /** All that is here already has been worked through: what arrived together leaves in one write. */
    function leave(): void {
      leaving = false
      if (gathered && !left) controller.enqueue(encoder.encode(gathered))
      gathered = ''
    }
  }
}
