import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { BedrockError } from './bedrock-error.ts'
import { KEPT_TEXT, type ModelCall } from './call-log.ts'
import { failAtOnce, throttled } from './chat-reply.ts'
import { contentWords } from './content-words.ts'
import type { Encoder } from './encoder/encoder.ts'
import { type Exchange, sendJson } from './exchange.ts'
import { checkRerankModel } from './model-ids.ts'
import type { Script } from './script.ts'

/**
 * POST /rerank, in the shape of Bedrock's agent runtime, for one text query and texts. How relevant a text
 * is, is made of the words of the question that it has and of how near the encoder finds both, 0 to 1.
 * Source: "Rerank", Amazon Bedrock API reference.
 */
export async function rerank(options: {
  exchange: Exchange
  call: ModelCall
  request: RerankRequest
  script: Script
  encoder: Encoder
}): Promise<void> {
  const { exchange, call, request, script, encoder } = options
  checkRerankModel(call.model)
  const question = request.queries[0]!.textQuery.text
  call.lastUserText = question.slice(0, KEPT_TEXT)
  const step = script.take('rerank', question)
  if (step?.throttle) throw throttled()
  if (step?.exception === 'cut') return exchange.cut()
  if (step?.exception !== undefined) failAtOnce(step.exception)
  if (step?.firstTokenMs) await wait(step.firstTokenMs, undefined, { signal: exchange.gone })

  const texts = request.sources.map(({ inlineDocumentSource }) => inlineDocumentSource.textDocument.text)
  const [asked, ...read] = await Promise.all([question, ...texts].map(text => encoder.encode(text)))
  const results = texts
    .map((text, index) => {
      const near = asked!.vector.reduce((sum, value, at) => sum + value * read[index]!.vector[at]!, 0)
      return { index, relevanceScore: (shareOfWords(question, text) + Math.max(0, near)) / 2 }
    })
    .sort((a, b) => b.relevanceScore - a.relevanceScore)
  const { numberOfResults } = request.rerankingConfiguration.bedrockRerankingConfiguration
  if (exchange.gone.aborted) return
  call.finished = true
  sendJson(exchange, 200, { results: results.slice(0, numberOfResults) })
}

const Text = z.object({ text: z.string().min(1).max(32_000) })
const RerankRequest = z.strictObject({
  queries: z.array(z.strictObject({ type: z.literal('TEXT'), textQuery: Text })).length(1),
  sources: z
    .array(
      z.strictObject({
        type: z.literal('INLINE'),
        inlineDocumentSource: z.strictObject({ type: z.literal('TEXT'), textDocument: Text }),
      }),
    )
    .min(1)
    .max(1_000),
  rerankingConfiguration: z.strictObject({
    type: z.literal('BEDROCK_RERANKING_MODEL'),
    bedrockRerankingConfiguration: z.strictObject({
      numberOfResults: z.number().int().min(1).max(1_000).optional(),
      modelConfiguration: z.object({ modelArn: z.string().regex(/^arn:aws[\w-]*:bedrock:/) }),
    }),
  }),
})
export type RerankRequest = z.infer<typeof RerankRequest>

export function parseRerankRequest(body: Buffer): RerankRequest {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new BedrockError('ValidationException', 'The request body is not valid JSON.', { cause })
  }
  const parsed = RerankRequest.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new BedrockError('ValidationException', `${issue.path.join('.')}: ${issue.message}`)
}

function shareOfWords(question: string, text: string): number {
  const asked = contentWords(question)
  return asked.intersection(contentWords(text)).size / Math.max(1, asked.size)
}
