import type { AnswerChunk, AnswerEvent, AnswerProblem } from '#lib/core/chat/answer-event.ts'
import { inThisRequest, requestId } from '../request-id.ts'

/** The id of the one text part of an answer. */
const TEXT_ID = 'answer'

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  'x-vercel-ai-ui-message-stream': 'v1',
  // Proxies that gather small writes would undo the streaming.
  'x-accel-buffering': 'no',
}

/**
 * Answer events as the AI SDK's UI message stream. Reading sets the pace; a reader that goes away aborts
 * `stop`, which ends the model's call, and waits until the answer has been recorded. `ended` is called when
 * nothing more will come, whatever the reason, and waited for.
 */
export function answerStream(
  events: AsyncGenerator<AnswerEvent>,
  stop: AbortController,
  ended: () => Promise<void>,
): Response {
  const encoder = new TextEncoder()
  // Whoever reads, and when: it is still this request that is answered.
  const within = inThisRequest()
  const id = requestId()
  let speaking = false
  // Begun at once, so that however early the reader leaves, the end of the answer is gone through.
  let waiting: Promise<IteratorResult<AnswerEvent, void>> | null = events.next()
  const body = new ReadableStream<Uint8Array>({
    pull: controller => within(() => pull(controller)),
    cancel: () =>
      within(async () => {
        stop.abort()
        await events.return(undefined).finally(ended)
      }),
  })
  return new Response(body, { headers })

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    let over = true
    try {
      let result = await (waiting ?? events.next())
      waiting = null
      const tick = endOfTick()
      let lines = ''
      while (!result.done) {
        lines += linesOf(result.value)
        const next = events.next()
        const arrived = await Promise.race([next, tick])
        if (!arrived) {
          waiting = next
          break
        }
        result = arrived
      }
      if (lines) controller.enqueue(encoder.encode(lines))
      over = result.done ?? false
    } finally {
      if (over) await ended()
    }
    if (over) controller.close()
  }

  function linesOf(event: AnswerEvent): string {
    return chunksOf(event).map(line).join('') + (isLast(event) ? 'data: [DONE]\n\n' : '')
  }

  function chunksOf(event: AnswerEvent): AnswerChunk[] {
    switch (event.type) {
      case 'start':
        return [
          {
            type: 'start',
            messageId: event.messageId,
            messageMetadata: { conversationId: event.conversationId },
          },
        ]
      case 'sources':
        return [{ type: 'data-sources', data: { sources: event.sources } }]
      case 'text': {
        const opening: AnswerChunk[] = speaking ? [] : [{ type: 'text-start', id: TEXT_ID }]
        speaking = true
        return [...opening, { type: 'text-delta', id: TEXT_ID, delta: event.delta }]
      }
      case 'done':
        return [...textEnd(), { type: 'data-done', data: event.summary }, { type: 'finish' }]
      case 'problem':
        return [
          ...textEnd(),
          { type: 'data-problem', data: named(event.problem) },
          { type: 'error', errorText: `${event.problem.message} ${event.problem.nextStep}` },
          { type: 'finish' },
        ]
    }
  }

  /** With the number under which our log tells more. */
  function named(problem: AnswerProblem): AnswerProblem {
    return id ? { ...problem, requestId: id } : problem
  }

  function textEnd(): AnswerChunk[] {
    return speaking ? [{ type: 'text-end', id: TEXT_ID }] : []
  }
}

/**
 * Resolves when all that is here already has been worked through: tokens that arrived together leave in one
 * write, and none waits for a later one.
 */
function endOfTick(): Promise<void> {
  return new Promise(resolve => process.nextTick(resolve))
}

function isLast({ type }: AnswerEvent): boolean {
  return type === 'done' || type === 'problem'
}

function line(chunk: AnswerChunk): string {
  return `data: ${JSON.stringify(chunk)}\n\n`
}
