import { z } from 'zod'
import { BedrockError, StreamFailure } from './bedrock-error.ts'
import { KEPT_TEXT, type ModelCall } from './call-log.ts'
import { failAtOnce, throttled } from './chat-reply.ts'
import type { Encoder } from './encoder/encoder.ts'
import { fastVector } from './encoder/fast-vector.ts'
import type { Exchange } from './exchange.ts'
import { checkEmbeddingModel } from './model-ids.ts'
import type { Script } from './script.ts'

/**
 * POST /model/amazon.titan-embed-text-v2:0/invoke, in the shape of Titan Text Embeddings V2
 * ({ inputText, dimensions, normalize, embeddingTypes } -> { embedding, embeddingsByType, inputTextTokenCount }).
 *
 * The encoder has 512 dimensions and unit vectors. 1,024 is those and zeros, which keeps every cosine; 256 is
 * their first half at unit length again, as Titan's own shorter vectors are. `normalize: false` changes
 * nothing, because the encoder's vectors have no other length. Tokens are the encoder's own.
 * Source: "Amazon Titan Text Embeddings models", Amazon Bedrock user guide.
 */
export async function invokeTitan(options: {
  exchange: Exchange
  call: ModelCall
  model: string
  body: Buffer
  script: Script
  encoder: Encoder
}): Promise<void> {
  const { exchange, call, model, body, script, encoder } = options
  const startedAt = performance.now()
  checkEmbeddingModel(model)
  const { inputText, dimensions, embeddingTypes } = parseTitanRequest(body)
  call.lastUserText = inputText.slice(0, KEPT_TEXT)

  const step = script.take('embed', inputText)
  if (step?.throttle) throw throttled()
  if (step?.exception !== undefined) {
    try {
      failAtOnce(step.exception)
    } catch (error) {
      if (!(error instanceof StreamFailure)) throw error
      call.error = error.exception
      return exchange.cut()
    }
  }
  const { vector, tokens } = step?.vector === 'fast' ? fastVector(inputText) : await encoder.encode(inputText)
  if (tokens > MAX_TOKENS) {
    throw invalid(
      `400 Bad Request: Too many input tokens. Max input tokens: ${MAX_TOKENS}, request input token count: ${tokens}`,
    )
  }
  if (exchange.gone.aborted) return
  call.finished = true
  exchange.start(200, {
    'content-type': 'application/json',
    'x-amzn-bedrock-input-token-count': String(tokens),
    'x-amzn-bedrock-invocation-latency': String(Math.round(performance.now() - startedAt)),
  })
  exchange.end(titanResponse(toDimensions(vector, dimensions), embeddingTypes, tokens))
}

const MAX_CHARACTERS = 50_000
const MAX_TOKENS = 8_192
const DIMENSIONS = [256, 512, 1024]

const TitanRequest = z.strictObject({
  inputText: z.string(),
  dimensions: z.number().nullish(),
  normalize: z.boolean().nullish(),
  embeddingTypes: z
    .array(z.enum(['float', 'binary']))
    .min(1)
    .nullish(),
})

function parseTitanRequest(body: Buffer) {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new BedrockError('ValidationException', 'The request body is not valid JSON.', { cause })
  }
  const parsed = TitanRequest.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw malformed(`#/${issue.path.join('/')}: ${issue.message}`)
  }
  const { inputText, dimensions, embeddingTypes } = parsed.data
  if (inputText.trim() === '') throw malformed(`expected minLength: 1, actual: ${inputText.length}`)
  if (inputText.length > MAX_CHARACTERS) {
    throw malformed(`expected maxLength: ${MAX_CHARACTERS}, actual: ${inputText.length}`)
  }
  if (dimensions != null && !DIMENSIONS.includes(dimensions)) {
    throw malformed(`#/dimensions: ${dimensions} is not a valid enum value`)
  }
  return { inputText, dimensions: dimensions ?? 1024, embeddingTypes: embeddingTypes ?? (['float'] as const) }
}

function toDimensions(vector: Float32Array, dimensions: number): Float32Array {
  const sized = new Float32Array(dimensions)
  sized.set(vector.subarray(0, dimensions))
  if (dimensions < vector.length) {
    const length = Math.hypot(...sized)
    for (let i = 0; i < dimensions; i++) sized[i] = sized[i]! / length
  }
  return sized
}

/** Eight digits keep a float32 to within a hundred-millionth and halve the answer. */
function titanResponse(vector: Float32Array, types: readonly ('float' | 'binary')[], tokens: number): string {
  const byType = []
  const float = `[${Array.from(vector, value => Number(value.toPrecision(8))).join(',')}]`
  if (types.includes('binary'))
    byType.push(`"binary":[${Array.from(vector, value => (value > 0 ? 1 : 0)).join(',')}]`)
  if (types.includes('float')) byType.push(`"float":${float}`)
  const embedding = types.includes('float') ? `"embedding":${float},` : ''
  return `{${embedding}"embeddingsByType":{${byType.join(',')}},"inputTextTokenCount":${tokens}}`
}

function malformed(what: string): BedrockError {
  return invalid(`Malformed input request: ${what}, please reformat your input and try again.`)
}

function invalid(message: string): BedrockError {
  return new BedrockError('ValidationException', message)
}
