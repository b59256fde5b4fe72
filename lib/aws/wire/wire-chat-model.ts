import type { ChatModel, ChatModelEvent } from '#lib/core/chat/ports.ts'
import { explainBedrock, modelFailed } from '../bedrock-client.ts'
import { converseRequest } from '../converse-request.ts'
import { Silence } from '../silence.ts'
import type { AwsService } from './aws-service.ts'
import { EventStreamDecoder, type Frame } from './event-stream.ts'
import { Packets } from './packets.ts'
import { encodeSegment } from './signer.ts'
import { failureOf } from './stream-failure.ts'

const HEADERS = { accept: 'application/vnd.amazon.eventstream', 'content-type': 'application/json' }

/**
 * A chat model of Bedrock over calls of our own. One that says nothing for `silenceMs`, before its first word or
 * after any, is given up. All words of one packet follow each other without a wait.
 */
export function wireChatModel(bedrock: AwsService, modelId: string, silenceMs: number): ChatModel {
  const path = `/model/${encodeSegment(modelId)}/converse-stream`
  return {
    async *stream(request, signal) {
      const call = {
        path,
        headers: HEADERS,
        body: JSON.stringify(converseRequest(request)),
        readsOnly: false,
      }
      const silence = new Silence(silenceMs)
      const ending = AbortSignal.any([signal, silence.signal])
      const decoder = new EventStreamDecoder()
      let packets: Packets | undefined
      let ended = false
      let arrived = false
      silence.begin()
      try {
        packets = await bedrock.call(call, async answer => new Packets(answer), ending)
        while (await packets.more()) {
          silence.end()
          for (let packet = packets.take(); packet; packet = packets.take()) {
            decoder.push(packet)
            for (let frame = decoder.next(); frame; frame = decoder.next()) {
              if (frame.headers[':event-type'] === 'messageStop') ended = true
              const event = eventOf(frame)
              if (!event) continue
              arrived ||= event.type === 'text'
              yield event
              ending.throwIfAborted()
            }
          }
          silence.begin()
        }
      } catch (error) {
        throw explainBedrock(error, { aborted: signal.aborted, arrived })
      } finally {
        silence.end()
        packets?.leave()
      }
      if (!ended || !decoder.isWhole) throw modelFailed(arrived)
    },
  }
}

/** What a frame tells whoever reads the answer; throws the failure that it tells of. */
function eventOf(frame: Frame): ChatModelEvent | null {
  switch (frame.headers[':event-type']) {
    case 'contentBlockDelta': {
      const delta = JSON.parse(frame.payload.toString('utf8')).delta?.text
      return typeof delta === 'string' && delta !== '' ? { type: 'text', delta } : null
    }
    case 'metadata': {
      const { usage } = JSON.parse(frame.payload.toString('utf8'))
      const { inputTokens = 0, outputTokens = 0 } = usage ?? {}
      return usage ? { type: 'usage', inputTokens, outputTokens } : null
    }
    default: {
      const failure = failureOf(frame)
      if (failure) throw failure
      return null
    }
  }
}
