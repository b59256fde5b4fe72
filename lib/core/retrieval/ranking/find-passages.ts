import type { Bot } from '../../bots/bot.ts'
import type { FoundPassage, KnowledgeIndex, Reranker } from '../ports.ts'
import { rankByPhrases } from './rank-by-phrases.ts'

/** Candidates for the prompt, of which as many are taken as fit. */
export const PASSAGES_FOUND = 20

export interface FindingDeps {
  index: Pick<KnowledgeIndex, 'search'>
  /** Null where none is set up. */
  reranker: Reranker | null
  /** Told where the reranker fails: the passages then stay in the order that we know. */
  onError: (error: unknown) => void
}

/** The passages that may answer, best first: found by words and meaning, then read again. */
export async function findPassages(
  { index, reranker, onError }: FindingDeps,
  bot: Pick<Bot, 'id' | 'knowledgeVersion' | 'index'>,
  query: { vector: Float32Array; text: string },
  signal: AbortSignal,
): Promise<FoundPassage[]> {
  const found = rankByPhrases(query.text, await index.search(bot, query, PASSAGES_FOUND))
  if (!reranker || found.length < 2) return found
  try {
    const relevance = await reranker.rerank(
      query.text,
      found.map(({ text }) => text),
      signal,
    )
    return byRelevance(found, relevance)
  } catch (error) {
    signal.throwIfAborted()
    onError(error)
    return found
  }
}

/** Equals keep their order. Throws where there is not one number for each. */
function byRelevance(found: FoundPassage[], relevance: readonly number[]): FoundPassage[] {
  if (relevance.length !== found.length || !relevance.every(Number.isFinite)) {
    throw new Error(`The reranker rated ${relevance.length} of ${found.length} passages.`)
  }
  return found
    .map((passage, at) => ({ ...passage, score: Math.min(1, Math.max(0, relevance[at]!)), at }))
    .sort((a, b) => relevance[b.at]! - relevance[a.at]!)
    .map(({ at: _, ...passage }) => passage)
}
