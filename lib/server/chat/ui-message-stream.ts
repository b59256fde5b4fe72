import type { AnswerEvent, AnswerProblem } from '#lib/core/chat/answer-event.ts'
import type { AnswerChunk } from '#lib/core/contract/answer-chunk.ts'
import { requestId } from '../request-id.ts'
import type { AnswerWriter } from './stream-answer.ts'

/** The id of the one text part of an answer. */
const TEXT_ID = 'answer'

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  'x-vercel-ai-ui-message-stream': 'v1',
  // Proxies that gather small writes would undo the streaming.
  'x-accel-buffering': 'no',
}

/** The AI SDK's UI message stream: server-sent events, each a chunk. */
export function uiMessageStream(): AnswerWriter {
  const id = requestId()
  let speaking = false
  return { headers: HEADERS, write }

  function write(event: AnswerEvent): string {
    return chunksOf(event).map(line).join('') + (isLast(event) ? 'data: [DONE]\n\n' : '')
  }

  function chunksOf(event: AnswerEvent): AnswerChunk[] {
    switch (event.type) {
      case 'start': {
        const { messageId, conversationId } = event
        return [{ type: 'start', messageId, messageMetadata: { conversationId } }]
      }
      case 'sources':
        return [{ type: 'data-sources', data: { sources: event.sources } }]
      case 'citation':
        return [{ type: 'data-citation', data: { source: event.source, n: event.n } }]
      case 'searched':
        return [{ type: 'data-searched', data: { question: event.question } }]
      case 'quotes':
        return [{ type: 'data-quotes', data: event.quoted }]
      case 'text': {
        const opening: AnswerChunk[] = speaking ? [] : [{ type: 'text-start', id: TEXT_ID }]
        speaking = true
        return [...opening, { type: 'text-delta', id: TEXT_ID, delta: event.delta }]
      }
      case 'unkept':
        return [...textEnd(), { type: 'data-unkept', data: {} }]
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
    if (!speaking) return []
    speaking = false
    return [{ type: 'text-end', id: TEXT_ID }]
  }
}

function isLast({ type }: AnswerEvent): boolean {
  return type === 'done' || type === 'problem'
}

function line(chunk: AnswerChunk): string {
  return `data: ${JSON.stringify(chunk)}\n\n`
}
