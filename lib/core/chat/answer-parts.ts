import type { Bot } from '../bots/bot.ts'
import type { QuotedAnswer } from '../quotes/quote.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import type { QuestionWords } from '../retrieval/question-words.ts'
import { choosePassages } from '../retrieval/ranking/choose-passages.ts'
import { type FindingDeps, findPassages } from '../retrieval/ranking/find-passages.ts'
import type { Source } from './answer-event.ts'
import type { Message } from './message.ts'
import type { Meter } from './meter.ts'
import { sourceOfPassage } from './source-of-passage.ts'
import type { AnswerPiece } from './strip-marker.ts'

/** What an answer is made of, whoever makes it: `sources` first, then anything. */
export type AnswerPart =
  | { type: 'sources'; sources: Source[] }
  | { type: 'searched'; question: string }
  | { type: 'quotes'; quoted: QuotedAnswer }
  | AnswerPiece

/** One question in its conversation. */
export interface Asked {
  bot: Bot
  history: Message[]
  question: string
}

/** What is read for a question: the best passages, as sources in the same order. */
export async function read(
  deps: FindingDeps,
  bot: Bot,
  question: string,
  meter: Meter,
  signal: AbortSignal,
): Promise<{ words: QuestionWords; passages: FoundPassage[]; sources: Source[] }> {
  const encoder = meter.meteredEncoder(deps.encoder)
  const found = await findPassages({ ...deps, encoder }, bot, question, signal)
  const { passages } = choosePassages(found.passages)
  return { words: found.words, passages, sources: passages.map(sourceOfPassage) }
}
