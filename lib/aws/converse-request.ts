import type { ConverseStreamRequest } from '@aws-sdk/client-bedrock-runtime'
import type { ChatModelRequest } from '#lib/core/chat/ports.ts'

/** Answers repeat what documents say: there is nothing to vary. */
const TEMPERATURE = 0

/** A request to a chat model as Bedrock's Converse takes it. */
export function converseRequest({
  instructions,
  messages,
  maxTokens,
}: ChatModelRequest): Omit<ConverseStreamRequest, 'modelId'> {
  return {
    system: [{ text: instructions }],
    messages: messages.map(({ role, content }) => ({ role, content: content.map(({ text }) => ({ text })) })),
    inferenceConfig: { maxTokens, temperature: TEMPERATURE },
  }
}
