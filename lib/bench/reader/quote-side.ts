import { answerInQuotes } from '../../core/quotes/answer-in-quotes.ts'
import type { FoundPassage } from '../../core/retrieval/ports.ts'
import type { QuestionWords } from '../../core/retrieval/question-words.ts'
import type { OpenSide } from '../sides/side.ts'

/** What the reader is given for one question. */
export interface ReaderQuery {
  words: QuestionWords
  passages: FoundPassage[]
}

/** The reader alone: what was found is handed in. Answers how many quotes it shows. */
export const openSide: OpenSide<null, ReaderQuery, number> = async () => ({
  ask: ({ words, passages }) => answerInQuotes(words, passages).quotes.length,
})
