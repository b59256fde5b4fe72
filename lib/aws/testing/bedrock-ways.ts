import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { ChatModel } from '#lib/core/chat/ports.ts'
import type { Encoder } from '#lib/core/retrieval/ports.ts'
import { AwsService } from '../wire/aws-service.ts'
import { wireChatModel } from '../wire/wire-chat-model.ts'
import { wireEncoder } from '../wire/wire-encoder.ts'
import { sdkChatModel } from './sdk-chat-model.ts'
import { sdkEncoder } from './sdk-encoder.ts'

export interface BedrockPlaceOfTest {
  region: string
  /** undefined: AWS's own. */
  endpoint: string | undefined
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
}

/** Bedrock's models by one of the ways in which they can be called. */
export interface BedrockWay {
  chat(modelId: string, silenceMs: number): ChatModel
  encoder(modelId: string, dimensions: number, patienceMs?: number): Encoder
  close(): void
}

/** Each must pass the same exam. Nothing is repeated, unless `attempts` says so. */
export const bedrockWays: Record<string, (place: BedrockPlaceOfTest, attempts?: number) => BedrockWay> = {
  'the SDK': ({ region, endpoint, credentials }, maxAttempts = 1) => {
    const requestHandler = new NodeHttpHandler()
    const client = new BedrockRuntimeClient({ region, endpoint, credentials, maxAttempts, requestHandler })
    return {
      chat: (modelId, silenceMs) => sdkChatModel(client, modelId, silenceMs),
      encoder: (modelId, dimensions, patienceMs) =>
        sdkEncoder(client, modelId, dimensions, modelId, patienceMs),
      close: () => client.destroy(),
    }
  },
  'the wire': ({ region, endpoint, credentials }, attempts = 1) => {
    const service = new AwsService({
      ...{
        serviceId: 'Bedrock Runtime',
        hostPrefix: 'bedrock-runtime',
        signingName: 'bedrock',
        region,
        endpoint,
      },
      ...(credentials && { credentials: async () => credentials }),
      patience: { connectionTimeout: 3_000, socketTimeout: Number.POSITIVE_INFINITY },
      attempts,
    })
    return {
      chat: (modelId, silenceMs) => wireChatModel(service, modelId, silenceMs),
      encoder: (modelId, dimensions, patienceMs) =>
        wireEncoder(service, modelId, dimensions, modelId, patienceMs),
      close: () => service.close(),
    }
  },
}
