import type { Bot } from '../../bots/bot.ts'
import type { Encoder, FoundPassage, KnowledgeIndex, Reranker } from '../ports.ts'
import { type QuestionWords, searchedText } from '../question-words.ts'
import { rankByPhrases } from './rank-by-phrases.ts'

/** Candidates for the prompt, of which as many are taken as fit. */
export const PASSAGES_FOUND = 20

export interface FindingDeps {
  index: Pick<KnowledgeIndex, 'search' | 'lookUp'>
  encoder: Encoder
  /** Null where none is set up. */
  reranker: Reranker | null
  /** Told where the reranker fails: the passages then stay in the order that we know. */
  onError: (error: unknown) => void
}

/** What was found for a question, and what was searched for: `words.text`, the question as the documents spell it. */
export interface Findings {
  words: QuestionWords
  /** Those that may answer, best first. */
  passages: FoundPassage[]
}

/** Looks a question up in a bot's documents: by words and by meaning, then what is found is read again. */
export async function findPassages(
  { index, encoder, reranker, onError }: FindingDeps,
  bot: Pick<Bot, 'id' | 'knowledgeVersion' | 'index'>,
  question: string,
  signal: AbortSignal,
): Promise<Findings> {
  const [words, vectorAsAsked] = await Promise.all([
    index.lookUp(bot, question),
    encoder.encode(question, signal),
  ])
  const { text } = words
  const vector = text === question ? vectorAsAsked : await encoder.encode(text, signal)
  const looked = { vector, text: searchedText(words) }
  const found = rankByPhrases(text, await index.search(bot, looked, PASSAGES_FOUND))
  return { words, passages: await rerank(found) }

  async function rerank(passages: FoundPassage[]): Promise<FoundPassage[]> {
    if (!reranker || passages.length < 2) return passages
    try {
      const texts = passages.map(({ text }) => text)
      return byRelevance(passages, await reranker.rerank(text, texts, signal))
    } catch (error) {
      signal.throwIfAborted()
      onError(error)
      return passages
    }
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
