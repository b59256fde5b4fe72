import { setTimeout as wait } from 'node:timers/promises'
import { BedrockError, type StreamException, StreamFailure } from './bedrock-error.ts'
import { KEPT_TEXT, type ModelCall } from './call-log.ts'
import {
  CHARACTERS_PER_TOKEN,
  type ChatEvent,
  estimateTokens,
  inputTokens,
  type StopReason,
} from './chat-event.ts'
import { type ConverseRequest, lastUserText, parseConverseRequest } from './converse-request.ts'
import type { Exchange } from './exchange.ts'
import { chatWithLocalModel, type LocalModel } from './local-model.ts'
import { checkChatModel } from './model-ids.ts'
import type { Script, ScriptStep } from './script.ts'
import { replyTo } from './writer/reply-to.ts'

export interface ChatCall {
  exchange: Exchange
  call: ModelCall
  model: string
  body: Buffer
  script: Script
  localModel: LocalModel | undefined
}

export type OpenedChat =
  | { events: AsyncIterable<ChatEvent> }
  | { bench: ScriptStep; request: ConverseRequest }

/** Checks the call, then says who answers it: the script, the local model, or the stand-in writer. */
export function openChat({ exchange, call, model, body, script, localModel }: ChatCall): OpenedChat {
  checkChatModel(model)
  const request = parseConverseRequest(body)
  call.lastUserText = lastUserText(request).slice(0, KEPT_TEXT)
  const prompt = [request.system, ...request.messages.map(message => message.text)].join('\n')
  const step = script.take('chat', prompt)
  if (step?.throttle) throw throttled()
  if (step?.exception !== undefined && step.failAfterWords === undefined) failAtOnce(step.exception)
  if (step?.chunks !== undefined) return { bench: step, request }
  if (step?.reply === undefined && step?.exception === undefined && localModel !== undefined) {
    return { events: chatWithLocalModel({ localModel, request, gone: exchange.gone }) }
  }
  return { events: sayInWords(request, step, exchange.gone) }
}

export function throttled(): BedrockError {
  return new BedrockError('ThrottlingException', 'Too many requests, please wait before trying again.')
}

export function failAtOnce(exception: StreamException | 'cut'): never {
  if (exception === 'cut') throw new StreamFailure('cut', 'Cut by the script.')
  const name = `${exception[0]!.toUpperCase()}${exception.slice(1)}`
  throw new BedrockError(name as BedrockError['code'], 'Ordered by the script.')
}

/** Pieces of one word with the space before it; together they are the text again. */
export function splitWords(text: string): string[] {
  return text.match(/\s*\S+(?:\s+$)?|^\s+$/g) ?? []
}

async function* sayInWords(
  request: ConverseRequest,
  step: ScriptStep | undefined,
  gone: AbortSignal,
): AsyncGenerator<ChatEvent> {
  const whole = step?.reply ?? replyTo(request)
  const { text, stop } = cutToLimits(whole, request)
  let said = 0
  if (step?.firstTokenMs) await wait(step.firstTokenMs, undefined, { signal: gone })
  for (const word of splitWords(text)) {
    if (step?.exception !== undefined && said === step.failAfterWords) break
    if (said > 0 && step?.wordDelayMs) await wait(step.wordDelayMs, undefined, { signal: gone })
    yield { text: word }
    said += 1
  }
  if (step?.exception !== undefined) throw new StreamFailure(step.exception, 'Ordered by the script.')
  const input = inputTokens(request)
  const output = estimateTokens(text)
  yield { stop, usage: { inputTokens: input, outputTokens: output, totalTokens: input + output } }
}

/** Applies maxTokens and stop sequences, whichever cuts earlier. */
function cutToLimits(text: string, request: ConverseRequest): { text: string; stop: StopReason } {
  const limit = (request.maxTokens ?? Number.POSITIVE_INFINITY) * CHARACTERS_PER_TOKEN
  const stops = request.stopSequences.map(sequence => text.indexOf(sequence)).filter(index => index >= 0)
  const stopAt = Math.min(...stops, Number.POSITIVE_INFINITY)
  if (stopAt <= limit && stopAt < text.length) return { text: text.slice(0, stopAt), stop: 'stop_sequence' }
  if (limit < text.length) return { text: text.slice(0, limit), stop: 'max_tokens' }
  return { text, stop: 'end_turn' }
}
