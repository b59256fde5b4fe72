import { type BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime'
import type { Encoder } from '#lib/core/retrieval/ports.ts'
import { explainBedrock } from '../bedrock-failures.ts'
import { ENCODER_PATIENCE_MS } from '../patience.ts'
import { titanRequest, titanVector } from '../titan-embedding.ts'

/** Amazon Titan Text Embeddings V2: one text a call, unit vectors of 256, 512 or 1,024 values. */
export function sdkEncoder(
  bedrock: BedrockRuntimeClient,
  modelId: string,
  dimensions: number,
  name = `${modelId}/${dimensions}`,
  patienceMs = ENCODER_PATIENCE_MS,
): Encoder {
  return {
    name,
    async encode(text, signal) {
      const body = titanRequest(text, dimensions)
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
        return titanVector(reply.body.transformToString())
      } catch (error) {
        throw explainBedrock(error, { aborted: signal?.aborted ?? false, arrived: false })
      }
    },
  }
}
