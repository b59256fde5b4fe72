import { type BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import type { ChatModel } from '#lib/core/chat/ports.ts'
import { DocentError } from '#lib/core/errors.ts'
import { explainBedrock } from './bedrock-client.ts'

/** Answers repeat what documents say: there is nothing to vary. */
const TEMPERATURE = 0

export function bedrockChatModel(bedrock: BedrockRuntimeClient, modelId: string): ChatModel {
  return {
    async *stream(request, signal) {
      const command = new ConverseStreamCommand({
        modelId,
        system: [{ text: request.instructions }],
        messages: request.messages.map(({ role, content }) => ({
          role,
          content: content.map(({ text }) => ({ text })),
        })),
        inferenceConfig: { maxTokens: request.maxTokens, temperature: TEMPERATURE },
      })
      let ended = false
      try {
        const { stream } = await bedrock.send(command, { abortSignal: signal })
        for await (const event of stream ?? []) {
          // The SDK ends the loop quietly when the call is aborted.
          signal.throwIfAborted()
          const delta = event.contentBlockDelta?.delta?.text
          if (delta) yield { type: 'text', delta }
          if (event.messageStop) ended = true
          const usage = event.metadata?.usage
          if (usage)
            yield {
              type: 'usage',
              inputTokens: usage.inputTokens ?? 0,
              outputTokens: usage.outputTokens ?? 0,
            }
        }
        signal.throwIfAborted()
      } catch (error) {
        throw explainBedrock(error, signal.aborted)
      }
      if (!ended)
        throw new DocentError('model-failed', 'The model broke off. What has arrived is kept.', 'Try again.')
    },
  }
}
