import { answerTurn, type Found } from '../quotes/answer-turn.ts'
import type { TurnBefore } from '../quotes/follow-up.ts'
import { detectQuestionLanguage } from '../retrieval/lexical/language.ts'
import type { FoundPassage, PassageStore } from '../retrieval/ports.ts'
import type { FindingDeps } from '../retrieval/ranking/find-passages.ts'
import { type AnswerPart, type Asked, read } from './answer-parts.ts'
import type { Message } from './message.ts'
import type { Meter } from './meter.ts'
import { quotesAsText } from './quotes-as-text.ts'
import { sourceOfPassage } from './source-of-passage.ts'

export interface QuotingDeps extends FindingDeps {
  passages: Pick<PassageStore, 'texts'>
}

/** An answer in the documents' own words, without a language model. */
export async function* quotedAnswer(
  deps: QuotingDeps,
  { bot, history, question }: Asked,
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  const spoken = bot.language === 'auto' ? detectQuestionLanguage(question) : bot.language
  const answered = history.findLast(({ role, summary }) => role === 'guide' && summary?.answered)
  const { quoted, passages, words } = await answerTurn(
    { question, before: turnBefore(history), talkedOf: answered?.sources[0] ?? null, speaker: bot, spoken },
    { find, beginningOf },
  )
  const sources = passages.map(sourceOfPassage)
  yield { type: 'sources', sources }
  if (words && words.text !== question) yield { type: 'searched', question: words.text }
  if (words && quoted.quotes.length === 0) yield { type: 'unanswered' }
  const cited = [...new Set(quoted.quotes.map(({ source }) => source))]
  for (const [at, source] of cited.entries()) yield { type: 'citation', source: source + 1, n: at + 1 }
  yield { type: 'quotes', quoted }
  const numbered = sources.map((source, at) => ({
    ...source,
    n: cited.includes(at) ? cited.indexOf(at) + 1 : null,
  }))
  yield { type: 'text', delta: quotesAsText(quoted, numbered) }

  async function find(text: string): Promise<Found> {
    const { words, passages } = await read(deps, bot, text, meter, signal)
    return { words, passages }
  }

  async function beginningOf({
    documentId,
    documentName,
  }: Pick<FoundPassage, 'documentId' | 'documentName'>): Promise<FoundPassage[]> {
    const keys = Array.from({ length: BEGINNING_PASSAGES }, (_, ordinal) => ({ documentId, ordinal }))
    const texts = await deps.passages.texts(bot.id, keys)
    return texts
      .sort((a, b) => a.ordinal - b.ordinal)
      .map(text => ({ ...text, documentName, cosine: 0, lexical: 0, score: 0 }))
  }
}

/** Some fifty pages: further on, headings are not of the first things that a document is about. */
const BEGINNING_PASSAGES = 96

/** The last question that was looked for in documents, as it was searched for. */
function turnBefore(history: readonly Message[]): TurnBefore | null {
  const at = history.findLastIndex(({ role, sources }) => role === 'guide' && sources.length > 0)
  const answer = history[at]
  const asked = history[at - 1]
  if (!answer || asked?.role !== 'visitor') return null
  return {
    question: answer.searched ?? asked.text,
    answer: answer.text,
    answered: answer.summary?.answered ?? false,
  }
}
