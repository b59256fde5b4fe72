import { setTimeout as wait } from 'node:timers/promises'
import { encodeEvent, encodeException } from '../event-stream.ts'
import { StreamFailure } from './bedrock-error.ts'
import { type ChatEvent, inputTokens } from './chat-event.ts'
import { type ChatCall, type OpenedChat, openChat } from './chat-reply.ts'

/**
 * POST /model/{id}/converse-stream: messageStart, contentBlockDelta…, contentBlockStop, messageStop, metadata.
 * What fails before the first piece of text is an HTTP error; afterwards it is an exception frame. Stops
 * producing when the client goes away, and waits when it reads slowly.
 */
export async function converseStream(chat: ChatCall): Promise<void> {
  const { exchange, call } = chat
  const startedAt = performance.now()
  try {
    const opened = openChat(chat)
    if ('bench' in opened) return await streamBench(chat, opened, startedAt)
    const events = opened.events[Symbol.asyncIterator]()
    let next = await events.next()
    startStream(chat)
    while (!next.done && !exchange.gone.aborted) {
      await sendEvent(chat, next.value, startedAt)
      next = await events.next()
    }
    if (exchange.gone.aborted) {
      await events.return?.(undefined)
      return
    }
    call.finished = true
    exchange.end()
  } catch (error) {
    if (!(error instanceof StreamFailure)) throw error
    call.error = error.exception
    if (error.exception === 'cut') return exchange.cut()
    if (!exchange.started()) startStream(chat)
    exchange.end(encodeException(error.exception, exceptionBody(error)))
  }
}

function startStream({ exchange }: ChatCall): void {
  exchange.start(200, { 'content-type': 'application/vnd.amazon.eventstream' })
  // Never awaited alone: the first delta follows at once and waits for room itself.
  void exchange.write(MESSAGE_START)
}

async function sendEvent({ exchange, call }: ChatCall, event: ChatEvent, startedAt: number): Promise<void> {
  if ('text' in event) {
    call.wordsSent += 1
    return exchange.write(
      encodeEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: event.text } }),
    )
  }
  return exchange.write(ending(event, startedAt))
}

function ending(event: Extract<ChatEvent, { stop: unknown }>, startedAt: number): Buffer {
  return Buffer.concat([
    CONTENT_BLOCK_STOP,
    encodeEvent('messageStop', { stopReason: event.stop }),
    encodeEvent('metadata', {
      usage: event.usage,
      metrics: { latencyMs: Math.round(performance.now() - startedAt) },
    }),
  ])
}

/** Sends the same ready-made frame over and over: what is measured is the reader of the stream, not us. */
async function streamBench(
  chat: ChatCall,
  { bench, request }: Extract<OpenedChat, { bench: unknown }>,
  startedAt: number,
): Promise<void> {
  const { exchange, call } = chat
  const chunks = bench.chunks!
  const frame = encodeEvent('contentBlockDelta', {
    contentBlockIndex: 0,
    delta: { text: `${bench.reply ?? 'bench'} ` },
  })
  const perWrite = bench.perChunkMs ? 1 : FRAMES_PER_WRITE
  const slab = Buffer.concat(Array.from({ length: Math.min(perWrite, chunks) }, () => frame))
  if (bench.firstTokenMs) await wait(bench.firstTokenMs, undefined, { signal: exchange.gone })
  startStream(chat)
  while (call.wordsSent < chunks && !exchange.gone.aborted) {
    const count = Math.min(perWrite, chunks - call.wordsSent)
    await exchange.write(slab.subarray(0, count * frame.length))
    call.wordsSent += count
    if (bench.perChunkMs) await wait(bench.perChunkMs, undefined, { signal: exchange.gone })
  }
  if (exchange.gone.aborted) return
  const input = inputTokens(request)
  const usage = { inputTokens: input, outputTokens: chunks, totalTokens: input + chunks }
  call.finished = true
  exchange.end(ending({ stop: 'end_turn', usage }, startedAt))
}

function exceptionBody(failure: StreamFailure): object {
  if (failure.exception !== 'modelStreamErrorException') return { message: failure.message }
  return {
    message: failure.message,
    originalStatusCode: failure.originalStatusCode ?? 500,
    originalMessage: failure.message,
  }
}

const MESSAGE_START = encodeEvent('messageStart', { role: 'assistant' })
const CONTENT_BLOCK_STOP = encodeEvent('contentBlockStop', { contentBlockIndex: 0 })
/** About 8 KB: a few segments, so that a slow reader is noticed early. */
const FRAMES_PER_WRITE = 50
