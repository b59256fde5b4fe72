import type { AnswerEvent, AnswerProblem } from '../core/chat/answer-event.ts'
import type { AnswerChunk } from '../core/contract/answer-chunk.ts'
import { isAbort } from './is-abort.ts'

/**
 * Reads an answer off the wire (server-sent events carrying `AnswerChunk`s, one JSON object a `data:`
 * line, `[DONE]` last) into the events of `AnswerEvent`. Unknown chunks and lines are passed over, so
 * that an older page reads a newer server. A stream that ends before its `finish` yields a last
 * `problem` with the code `cut-off`; what arrived before it stays valid. An abort by the caller is
 * thrown on as it is.
 */
export async function* readAnswer(response: Response): AsyncGenerator<AnswerEvent> {
  let ended = false
  let broken: unknown
  let arrived = false
  const lines = readLines(response)
  try {
    while (true) {
      const next = await lines.next().catch((error: unknown) => {
        if (isAbort(error)) throw error
        broken = error
        return undefined
      })
      if (!next || next.done) break
      const chunk = parseLine(next.value)
      if (chunk === undefined) continue
      if (chunk.type === 'finish' || chunk.type === 'data-problem' || chunk.type === 'error') ended = true
      const event = toEvent(chunk)
      if (event?.type === 'text') arrived = true
      if (event) yield event
      // Only `finish` may follow a problem; a second one would hide the first.
      if (event?.type === 'problem') return
    }
  } finally {
    await lines.return(undefined)
  }
  if (!ended) yield { type: 'problem', problem: cutOff(broken !== undefined, arrived) }
}

function toEvent(chunk: AnswerChunk): AnswerEvent | undefined {
  switch (chunk.type) {
    case 'start':
      return {
        type: 'start',
        conversationId: chunk.messageMetadata.conversationId,
        messageId: chunk.messageId,
      }
    case 'data-sources':
      return { type: 'sources', sources: chunk.data.sources }
    case 'data-citation':
      return { type: 'citation', ...chunk.data }
    case 'data-searched':
      return { type: 'searched', question: chunk.data.question }
    case 'data-quotes':
      return { type: 'quotes', quoted: chunk.data }
    case 'text-delta':
      return { type: 'text', delta: chunk.delta }
    case 'data-unkept':
      return { type: 'unkept' }
    case 'data-done':
      return { type: 'done', summary: chunk.data }
    case 'data-problem':
      return { type: 'problem', problem: chunk.data }
    case 'error':
      return {
        type: 'problem',
        problem: { code: 'model-failed', message: chunk.errorText, nextStep: 'Try again in a moment.' },
      }
    default:
      return undefined
  }
}

/** A chunk of a known shape, as far as `toEvent` reads it; everything else is left out. */
function parseLine(line: string): AnswerChunk | undefined {
  if (!line.startsWith('data:')) return undefined
  const data = line.slice(5).trim()
  if (!data.startsWith('{')) return undefined
  let value: { [key: string]: unknown }
  try {
    value = JSON.parse(data)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  const inner = value.data as { [key: string]: unknown } | null | undefined
  const whole =
    (value.type === 'start' && typeof value.messageId === 'string' && has(value.messageMetadata)) ||
    (value.type === 'data-sources' && has(inner) && Array.isArray(inner.sources)) ||
    (value.type === 'data-citation' && has(inner) && typeof inner.source === 'number') ||
    (value.type === 'data-searched' && has(inner) && typeof inner.question === 'string') ||
    (value.type === 'data-quotes' && has(inner) && Array.isArray(inner.quotes)) ||
    (value.type === 'text-delta' && typeof value.delta === 'string') ||
    value.type === 'data-unkept' ||
    (value.type === 'data-done' && has(inner)) ||
    (value.type === 'data-problem' && has(inner) && typeof inner.message === 'string') ||
    (value.type === 'error' && typeof value.errorText === 'string') ||
    value.type === 'finish'
  return whole ? (value as unknown as AnswerChunk) : undefined
}

function has(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

async function* readLines(response: Response): AsyncGenerator<string> {
  if (!response.body) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    // Pieces of a line still without its end; joined once, so that a long line is not copied for every piece.
    let begun: string[] = []
    while (true) {
      const { done, value } = await reader.read()
      if (done) break
      const parts = value.split(/\r?\n/)
      const rest = parts.pop()!
      for (const part of parts) {
        yield begun.length > 0 ? begun.join('') + part : part
        begun = []
      }
      if (rest) begun.push(rest)
    }
    if (begun.length > 0) yield begun.join('')
  } finally {
    // Leaving early (an abort, a problem) must also end the request.
    await reader.cancel().catch((error: unknown) => {
      if (!isAbort(error) && !(error instanceof TypeError)) throw error
    })
  }
}

/** What arrived stands on the page; how much of it was stored is not known here. */
function cutOff(broken: boolean, arrived: boolean): AnswerProblem {
  const what = broken ? 'The connection broke before the answer was complete.' : 'The answer ended early.'
  return {
    code: 'cut-off',
    message: arrived ? `${what} What arrived stays on this page.` : what,
    nextStep: 'Check your connection and try again.',
  }
}
