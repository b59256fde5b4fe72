import type { AnswerEvent, AnswerProblem } from '#lib/core/chat/answer-event.ts'
import type { AnswerOutcome } from '#lib/core/chat/answer-question.ts'
import type { AnswerChunk } from '#lib/core/contract/answer-chunk.ts'
import { inThisRequest, requestId } from '../request-id.ts'

/** The id of the one text part of an answer. */
const TEXT_ID = 'answer'

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  'x-vercel-ai-ui-message-stream': 'v1',
  // Proxies that gather small writes would undo the streaming.
  'x-accel-buffering': 'no',
}

/**
 * Answer events as the AI SDK's UI message stream. Reading sets the pace; a reader that goes away aborts
 * `stop`, which ends the model's call, and the rest of the answer is read for its outcome. `ended` is called
 * once when nothing more will come: with the outcome, or with null where the answer broke.
 */
export function answerStream(
  answer: AsyncGenerator<AnswerEvent, AnswerOutcome>,
  stop: AbortController,
  ended: (outcome: AnswerOutcome | null) => void,
): Response {
  const encoder = new TextEncoder()
  // Whoever reads, and when: it is still this request that is answered.
  const within = inThisRequest()
  const id = requestId()
  let speaking = false
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
  return new Response(body, { headers: HEADERS })

  /** The event that is waited for; tells of the end as soon as it is there. */
  async function next(): Promise<IteratorResult<AnswerEvent, AnswerOutcome>> {
    try {
      const result = await waiting
      if (result.done) ended(result.value)
      else waiting = answer.next()
      return result
    } catch (error) {
      ended(null)
      throw error
    }
  }

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    let lines = ''
    let result = await next()
    const tick = endOfTick()
    while (!result.done) {
      lines += linesOf(result.value)
      // What has arrived by now leaves in one write.
      if (!(await Promise.race([arrived(waiting), tick]))) break
      result = await next()
    }
    if (lines) controller.enqueue(encoder.encode(lines))
    if (result.done) controller.close()
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
      case 'citation':
        return [{ type: 'data-citation', data: { source: event.source, n: event.n } }]
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

function isLast({ type }: AnswerEvent): boolean {
  return type === 'done' || type === 'problem'
}

function line(chunk: AnswerChunk): string {
  return `data: ${JSON.stringify(chunk)}\n\n`
}
