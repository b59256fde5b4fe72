import { BedrockAgentRuntimeClient, RerankCommand } from '@aws-sdk/client-bedrock-agent-runtime'
import type { Reranker } from '#lib/core/retrieval/ports.ts'
import { type BedrockPlace, bedrockConfig } from './bedrock-place.ts'

/** A visitor waits for it before the first word; an order that is a little worse is there already. */
const PATIENCE_MS = 1_500
const ATTEMPTS = 2
/** Bedrock's limit for a text. */
const MAX_CHARACTERS = 32_000

export function rerankClient(place: BedrockPlace): BedrockAgentRuntimeClient {
  return new BedrockAgentRuntimeClient({ ...bedrockConfig(place), maxAttempts: ATTEMPTS })
}

/**
 * Bedrock's Rerank with a model such as `cohere.rerank-v3-5:0` or `amazon.rerank-v1:0`, or the ARN of one.
 * Gives up after a second and a half. Relevance is 0 to 1.
 */
export function bedrockReranker(
  bedrock: BedrockAgentRuntimeClient,
  { model, region }: { model: string; region: string },
  patienceMs = PATIENCE_MS,
): Reranker {
  const modelArn = model.startsWith('arn:') ? model : arnOf(model, region)
  return {
    async rerank(question, texts, signal) {
      if (texts.length === 0) return []
      const { results = [] } = await bedrock.send(
        new RerankCommand({
          queries: [{ type: 'TEXT', textQuery: textOf(question) }],
          sources: texts.map(text => ({
            type: 'INLINE',
            inlineDocumentSource: { type: 'TEXT', textDocument: textOf(text) },
          })),
          rerankingConfiguration: {
            type: 'BEDROCK_RERANKING_MODEL',
            bedrockRerankingConfiguration: {
              numberOfResults: texts.length,
              modelConfiguration: { modelArn },
            },
          },
        }),
        { abortSignal: AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])]) },
      )
      const relevance = new Map(results.map(({ index, relevanceScore }) => [index, relevanceScore]))
      return texts.map((_, at) => {
        const value = relevance.get(at)
        if (value === undefined)
          throw new Error(`${model} rated ${results.length} of ${texts.length} passages.`)
        return value
      })
    },
  }
}

function textOf(text: string): { text: string } {
  return { text: text.slice(0, MAX_CHARACTERS).toWellFormed() }
}

function arnOf(model: string, region: string): string {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws'
  return `arn:${partition}:bedrock:${region}::foundation-model/${model}`
}
