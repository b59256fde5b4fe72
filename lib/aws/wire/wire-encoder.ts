import type { Encoder } from '#lib/core/retrieval/ports.ts'
import { explainBedrock } from '../bedrock-failures.ts'
import { ENCODER_PATIENCE_MS } from '../patience.ts'
import { titanRequest, titanVector } from '../titan-embedding.ts'
import type { AwsService } from './aws-service.ts'
import { readBody } from './read-body.ts'
import { encodeSegment } from './signer.ts'

const HEADERS = { accept: 'application/json', 'content-type': 'application/json' }
/** 1,024 numbers are about 25 KB. */
const MAX_REPLY_BYTES = 1_048_576

/** Amazon Titan Text Embeddings V2 over calls of our own: unit vectors of 256, 512 or 1,024 values. */
export function wireEncoder(
  bedrock: AwsService,
  modelId: string,
  dimensions: number,
  name = `${modelId}/${dimensions}`,
  patienceMs = ENCODER_PATIENCE_MS,
): Encoder {
  const path = `/model/${encodeSegment(modelId)}/invoke`
  return {
    name,
    async encode(text, signal) {
      const call = { path, headers: HEADERS, body: titanRequest(text, dimensions), readsOnly: true }
      const tooLong = AbortSignal.timeout(patienceMs)
      try {
        const reply = await bedrock.call(
          call,
          answer => readBody(answer, MAX_REPLY_BYTES),
          signal ? AbortSignal.any([signal, tooLong]) : tooLong,
        )
        return titanVector(reply.toString('utf8'))
      } catch (error) {
        throw explainBedrock(error, { aborted: signal?.aborted ?? false, arrived: false })
      }
    },
  }
}
