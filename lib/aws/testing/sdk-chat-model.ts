import { type BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import type { ChatModel } from '#lib/core/chat/ports.ts'
import { explainBedrock, modelFailed } from '../bedrock-failures.ts'
import { converseRequest } from '../converse-request.ts'
import { Silence } from '../silence.ts'

/** A model that says nothing for `silenceMs`, before its first word or after any, is given up. */
export function sdkChatModel(bedrock: BedrockRuntimeClient, modelId: string, silenceMs: number): ChatModel {
  return {
    async *stream(request, signal) {
      const command = new ConverseStreamCommand({ modelId, ...converseRequest(request) })
      let ended = false
      let arrived = false
      const silence = new Silence(silenceMs)
      const leaving = new AbortController()
      const abortSignal = AbortSignal.any([signal, silence.signal, leaving.signal])
      silence.begin()
      try {
        const { stream } = await bedrock.send(command, { abortSignal })
        for await (const event of stream ?? []) {
          // The SDK ends the loop quietly when the call is aborted.
          abortSignal.throwIfAborted()
          silence.end()
          const delta = event.contentBlockDelta?.delta?.text
          if (delta) {
            arrived = true
            yield { type: 'text', delta }
          }
          if (event.messageStop) ended = true
          const usage = event.metadata?.usage
          if (usage)
            yield {
              type: 'usage',
              inputTokens: usage.inputTokens ?? 0,
              outputTokens: usage.outputTokens ?? 0,
            }
          silence.begin()
        }
        abortSignal.throwIfAborted()
      } catch (error) {
        throw explainBedrock(error, { aborted: signal.aborted, arrived })
      } finally {
        silence.end()
        // A reader may leave without a word.
        leaving.abort()
      }
      if (!ended) throw modelFailed(arrived)
    },
  }
}
