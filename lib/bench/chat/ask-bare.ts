import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime'
import type { ChatModelRequest } from '../../core/chat/ports.ts'
import type { Ask } from './chat-times.ts'

export interface BareModels {
  embeddingModel: string
  dimensions: number
  chatModel: string
  /** The very prompt Docent sends. */
  prompt: ChatModelRequest
}

/** The model calls that an answer needs and nothing else: the question's vector, then the reply. */
export function askBare({ embeddingModel, dimensions, chatModel, prompt }: BareModels): Ask {
  const bedrock = new BedrockRuntimeClient({})
  return async (chat, heard, signal) => {
    const reply = await bedrock.send(
      new InvokeModelCommand({
        modelId: embeddingModel,
        contentType: 'application/json',
        accept: 'application/json',
        body: JSON.stringify({ inputText: chat.question, dimensions, normalize: true }),
      }),
      { abortSignal: signal },
    )
    const { embedding } = JSON.parse(reply.body.transformToString()) as { embedding: number[] }
    if (embedding.length !== dimensions) throw new Error(`The vector has ${embedding.length} values.`)
    const { stream } = await bedrock.send(
      new ConverseStreamCommand({
        modelId: chatModel,
        system: [{ text: prompt.instructions }],
        messages: prompt.messages.map(({ role, content }) => ({
          role,
          content: content.map(({ text }) => ({ text })),
        })),
        inferenceConfig: { maxTokens: prompt.maxTokens, temperature: 0 },
      }),
      { abortSignal: signal },
    )
    for await (const event of stream ?? []) {
      if (event.contentBlockDelta?.delta?.text) heard(1)
    }
  }
}
