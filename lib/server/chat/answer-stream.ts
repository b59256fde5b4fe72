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
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await events.next()
      if (done) return controller.close()
      controller.enqueue(
        encoder.encode(chunksOf(value).map(line).join('') + (isLast(value) ? 'data: [DONE]\n\n' : '')),
      )
    },
    async cancel() {
      stop.abort()
      await events.return(undefined)
    },
  })
  return new Response(body, { headers })

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

function isLast({ type }: AnswerEvent): boolean {
  return type === 'done' || type === 'problem'
}

function line(chunk: AnswerChunk): string {
  return `data: ${JSON.stringify(chunk)}\n\n`
}
