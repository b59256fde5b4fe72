import { type BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime'
import { z } from 'zod'
import type { Encoder } from '#lib/core/retrieval/ports.ts'
import { explainBedrock } from './bedrock-client.ts'

/** Titan V2 takes 8,192 tokens; passages and questions are far below, an odd one is cut. */
const MAX_CHARACTERS = 8_000

const replySchema = z.object({ embedding: z.array(z.number()).nonempty() })

/** A tenth of a second is usual; a laptop that has just begun loads its encoder first. */
const PATIENCE_MS = 30_000

/** Amazon Titan Text Embeddings V2: one text a call, unit vectors of 256, 512 or 1,024 values. */
export function bedrockEncoder(
  bedrock: BedrockRuntimeClient,
  modelId: string,
  dimensions: number,
  name = `${modelId}/${dimensions}`,
  patienceMs = PATIENCE_MS,
): Encoder {
  return {
    name,
    async encode(text, signal) {
      const body = JSON.stringify({
        inputText: text.slice(0, MAX_CHARACTERS).toWellFormed(),
        dimensions,
        normalize: true,
      })
      const tooLong = AbortSignal.timeout(patienceMs)
      try {
        const reply = await bedrock.send(
          new InvokeModelCommand({
            modelId,
            contentType: 'application/json',
            accept: 'application/json',
            body,
          }),
          { abortSignal: signal ? AbortSignal.any([signal, tooLong]) : tooLong },
        )
        const { embedding } = replySchema.parse(JSON.parse(reply.body.transformToString()))
        return Float32Array.from(embedding)
      } catch (error) {
        throw explainBedrock(error, { aborted: signal?.aborted ?? false, arrived: false })
      }
    },
  }
}
