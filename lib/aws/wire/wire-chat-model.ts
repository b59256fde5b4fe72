import { setTimeout as wait } from 'node:timers/promises'
import type { ChatModel, ChatModelEvent } from '#lib/core/chat/ports.ts'
import { explainBedrock, modelFailed } from '../bedrock-failures.ts'
import { converseRequest } from '../converse-request.ts'
import { Silence } from '../silence.ts'
import type { AwsService } from './aws-service.ts'
import { EventStreamDecoder, type Frame } from './event-stream.ts'
import { Packets } from './packets.ts'
import { encodeSegment } from './signer.ts'
import { failureOf } from './stream-failure.ts'

/** Nobody reads faster than words appear twenty-five times a second; what arrives in between goes on together. */
const PACE_MS = 40
/** With many answers at once each takes longer turns, so that all of them, and who asks next, get theirs. */
const PACE_MS_PER_ANSWER = 2.4
const MAX_PACE_MS = 120

const HEADERS = { accept: 'application/vnd.amazon.eventstream', 'content-type': 'application/json' }

/**
 * A chat model of Bedrock over calls of our own. One that says nothing for `silenceMs`, before its first word or
 * after any, is given up. The first words go on at once, later ones in turns, each of which costs all who
 * handle them once.
 */
export function wireChatModel(bedrock: AwsService, modelId: string, silenceMs: number): ChatModel {
  let speaking = 0
  const path = `/model/${encodeSegment(modelId)}/converse-stream`
  return {
    stream: (request, signal) => speak([JSON.stringify(converseRequest(request))], signal),
  }

  /** `unsent` is taken when it is sent: a prompt is long, and not kept while the model speaks. */
  async function* speak(unsent: string[], signal: AbortSignal): AsyncGenerator<ChatModelEvent> {
    const silence = new Silence(silenceMs)
    const ending = AbortSignal.any([signal, silence.signal])
    const decoder = new EventStreamDecoder()
    let packets: Packets | undefined
    let ended = false
    let arrived = false
    silence.begin()
    speaking += 1
    try {
      packets = await bedrock.call(
        { path, headers: HEADERS, body: unsent.pop()!, readsOnly: false },
        async answer => new Packets(answer),
        ending,
      )
      while (await packets.more()) {
        silence.end()
        const turn = takeTurn(packets, decoder)
        ended ||= turn.ended
        arrived ||= turn.delta !== ''
        if (turn.delta) yield { type: 'text', delta: turn.delta }
        ending.throwIfAborted()
        if (turn.usage) yield { type: 'usage', ...turn.usage }
        if (turn.failure) throw turn.failure
        if (turn.delta && !ended) await wait(paceOf(speaking))
        ending.throwIfAborted()
        silence.begin()
      }
    } catch (error) {
      throw explainBedrock(error, { aborted: signal.aborted, arrived })
    } finally {
      speaking -= 1
      silence.end()
      packets?.leave()
    }
    if (!ended || !decoder.isWhole) throw modelFailed(arrived)
  }
}

function paceOf(answers: number): number {
  return Math.min(MAX_PACE_MS, Math.max(PACE_MS, PACE_MS_PER_ANSWER * answers))
}

/** What has come since the last turn. */
interface Turn {
  delta: string
  usage: { inputTokens: number; outputTokens: number } | null
  ended: boolean
  /** Told by the last frame, or what was wrong with it: what stands before it has arrived. */
  failure: Error | null
}

function takeTurn(packets: Packets, decoder: EventStreamDecoder): Turn {
  const turn: Turn = { delta: '', usage: null, ended: false, failure: null }
  try {
    for (let packet = packets.take(); packet; packet = packets.take()) {
      decoder.push(packet)
      for (let frame = decoder.next(); frame; frame = decoder.next()) {
        read(frame, turn)
        if (turn.failure) return turn
      }
    }
  } catch (error) {
    turn.failure = error instanceof Error ? error : new Error('A frame could not be read.', { cause: error })
  }
  return turn
}

function read(frame: Frame, turn: Turn): void {
  switch (frame.headers[':event-type']) {
    case 'contentBlockDelta': {
      const text = JSON.parse(frame.payload.toString('utf8')).delta?.text
      if (typeof text === 'string') turn.delta += text
      return
    }
    case 'messageStop':
      turn.ended = true
      return
    case 'metadata': {
      const { usage } = JSON.parse(frame.payload.toString('utf8'))
      const { inputTokens = 0, outputTokens = 0 } = usage ?? {}
      if (usage) turn.usage = { inputTokens, outputTokens }
      return
    }
    default:
      turn.failure = failureOf(frame)
  }
}
