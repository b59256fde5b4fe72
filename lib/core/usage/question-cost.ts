import {
  costAt,
  DEAREST,
  DEAREST_RERANKING,
  type ModelPrice,
  PRICES,
  priceOf,
  rerankPriceOf,
  type TokenUsage,
} from './prices.ts'

/** Tokens of one question: those of the model that answers, and those of the one that compares texts. */
export interface QuestionUsage extends TokenUsage {
  embeddingTokens: number
}

export interface QuestionCost {
  /** Millionths of a US dollar, whole: they are added up in counters. */
  of(usage: QuestionUsage): number
  /**
   * Millionths of a US dollar for so many tokens of a document's passages and for writing so many of them, and taking
   * them away again one day; whole.
   */
  ofDocument(embeddingTokens: number, passages: number): number
  /** What a long question costs; set aside while one is being answered. */
  estimate: number
}

/**
 * More than a full prompt with three exchanges before it and the longest answer: what is set aside is rarely
 * too little, and not so much that a small budget seems spent while a few are asking.
 */
const LONG_QUESTION: QuestionUsage = { inputTokens: 4_500, outputTokens: 1_024, embeddingTokens: 100 }

/** Of a passage: text, place and a vector of 1,024 numbers. */
export const PASSAGE_WRITE_UNITS = 6

const FREE: ModelPrice = { input: 0, output: 0 }

/**
 * `chat` is null where no language model answers. `onUnknown` hears of each model that has no price and is therefore taken for the dearest. Where there is a
 * reranker, whatever is searched for is also reranked.
 */
export function questionCost(
  models: { chat: string | null; embedding: string; rerank: string | null },
  onUnknown: (model: string) => void,
): QuestionCost {
  const chat = models.chat === null ? FREE : priceOrDearest(models.chat)
  const embedding = priceOrDearest(models.embedding)
  const reranking = rerankingPrice()
  const of = (usage: QuestionUsage) => {
    const dollars =
      costAt(chat, usage) +
      costAt(embedding, { inputTokens: usage.embeddingTokens, outputTokens: 0 }) +
      (usage.embeddingTokens > 0 ? reranking : 0)
    return Math.round(dollars * 1_000_000)
  }
  const ofDocument = (tokens: number, passages: number) => {
    const writing = (2 * passages * PASSAGE_WRITE_UNITS * PRICES.dynamodb.perMillionWriteUnits) / 1_000_000
    return Math.ceil((costAt(embedding, { inputTokens: tokens, outputTokens: 0 }) + writing) * 1_000_000)
  }
  return { of, ofDocument, estimate: of(LONG_QUESTION) }

  function rerankingPrice(): number {
    if (!models.rerank) return 0
    const price = rerankPriceOf(models.rerank)
    if (price === null) onUnknown(models.rerank)
    return price ?? DEAREST_RERANKING
  }

  function priceOrDearest(model: string) {
    const price = priceOf(model)
    if (!price) onUnknown(model)
    return price ?? DEAREST
  }
}
