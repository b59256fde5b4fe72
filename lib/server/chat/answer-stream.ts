import type { AnswerChunk, AnswerEvent } from '#lib/core/chat/answer-event.ts'

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
 * `stop`, which ends the model's call, and waits until the answer has been recorded.
 */
export function answerStream(events: AsyncGenerator<AnswerEvent>, stop: AbortController): Response {
  const encoder = new TextEncoder()
  let speaking = false
  let waiting: Promise<IteratorResult<AnswerEvent, void>> | null = null
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
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
      if (result.done) controller.close()
    },
    async cancel() {
      stop.abort()
      await events.return(undefined)
    },
  })
  return new Response(body, { headers })

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
          { type: 'data-problem', data: event.problem },
          { type: 'error', errorText: `${event.problem.message} ${event.problem.nextStep}` },
          { type: 'finish' },
        ]
    }
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
