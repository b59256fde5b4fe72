import { BedrockError, StreamFailure } from './bedrock-error.ts'
import { inputTokens } from './chat-event.ts'
import { type ChatCall, openChat, splitWords } from './chat-reply.ts'
import { sendJson } from './exchange.ts'

/** POST /model/{id}/converse: the whole reply in one JSON object. */
export async function converse(chat: ChatCall): Promise<void> {
  const { exchange, call } = chat
  const startedAt = performance.now()
  try {
    const opened = openChat(chat)
    let text = ''
    let end = { stop: 'end_turn', usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 } }
    if ('bench' in opened) {
      const chunks = opened.bench.chunks!
      text = `${opened.bench.reply ?? 'bench'} `.repeat(chunks)
      const input = inputTokens(opened.request)
      end = {
        stop: 'end_turn',
        usage: { inputTokens: input, outputTokens: chunks, totalTokens: input + chunks },
      }
    } else {
      for await (const event of opened.events) {
        if ('text' in event) text += event.text
        else end = event
      }
    }
    if (exchange.gone.aborted) return
    call.wordsSent = splitWords(text).length
    call.finished = true
    sendJson(exchange, 200, {
      output: { message: { role: 'assistant', content: [{ text }] } },
      stopReason: end.stop,
      usage: end.usage,
      metrics: { latencyMs: Math.round(performance.now() - startedAt) },
    })
  } catch (error) {
    if (!(error instanceof StreamFailure)) throw error
    call.error = error.exception
    if (error.exception === 'cut') return exchange.cut()
    throw asHttpError(error)
  }
}

/** Converse has no stream to fail in, so the model's failure is the answer's status. */
function asHttpError(failure: StreamFailure): BedrockError {
  const options = { cause: failure, originalStatusCode: failure.originalStatusCode }
  if (failure.exception === 'modelStreamErrorException') {
    return new BedrockError('ModelErrorException', failure.message, options)
  }
  const name = `${failure.exception[0]!.toUpperCase()}${failure.exception.slice(1)}`
  return new BedrockError(name as BedrockError['code'], failure.message, options)
}
