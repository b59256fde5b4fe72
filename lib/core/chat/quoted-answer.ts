import { answerInQuotes } from '../quotes/answer-in-quotes.ts'
import { resolveFollowUp, type TurnBefore } from '../quotes/follow-up.ts'
import { phrasesIn } from '../quotes/phrases.ts'
import type { QuotedAnswer } from '../quotes/quote.ts'
import { replyToSmallTalk } from '../quotes/small-talk.ts'
import { detectQuestionLanguage } from '../retrieval/lexical/language.ts'
import type { FindingDeps } from '../retrieval/ranking/find-passages.ts'
import { type AnswerPart, type Asked, read } from './answer-parts.ts'
import type { Message } from './message.ts'
import type { Meter } from './meter.ts'
import { quotesAsText } from './quotes-as-text.ts'

/** An answer in the documents' own words, without a language model. */
export async function* quotedAnswer(
  deps: FindingDeps,
  { bot, history, question }: Asked,
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  const spoken = bot.language === 'auto' ? detectQuestionLanguage(question) : bot.language
  const phrases = phrasesIn(spoken)
  const reply = replyToSmallTalk(question, bot)
  if (reply) return yield* say(reply)
  const resolved = resolveFollowUp(turnBefore(history), question)
  if ('unclear' in resolved) return yield* say(phrases.unclear.replace('{word}', () => resolved.unclear))

  let found = await lookFor(resolved.question)
  // What a word stands for may be guessed wrong: as it was asked, the question may well be answered.
  if (found.quoted.quotes.length === 0 && resolved.question !== question) {
    const asAsked = await lookFor(question)
    if (asAsked.quoted.quotes.length > 0) found = asAsked
  }
  const { words, sources, quoted } = found
  yield { type: 'sources', sources }
  if (words.text !== question) yield { type: 'searched', question: words.text }
  if (quoted.quotes.length === 0) yield { type: 'unanswered' }
  const cited = [...new Set(quoted.quotes.map(({ source }) => source))]
  for (const [at, source] of cited.entries()) yield { type: 'citation', source: source + 1, n: at + 1 }
  yield { type: 'quotes', quoted }
  const numbered = sources.map((source, at) => ({
    ...source,
    n: cited.includes(at) ? cited.indexOf(at) + 1 : null,
  }))
  yield { type: 'text', delta: quotesAsText(quoted, numbered) }

  async function lookFor(text: string) {
    const { words, passages, sources } = await read(deps, bot, text, meter, signal)
    const quoted = sources.length
      ? answerInQuotes(words, passages, spoken)
      : { ...NOTHING, said: phrases.noDocuments }
    return { words, sources, quoted }
  }
}

const NOTHING: QuotedAnswer = { said: '', quotes: [], nearest: [], unknown: [] }

/** In the guide's own name: no source is needed. */
function* say(said: string): Generator<AnswerPart> {
  yield { type: 'sources', sources: [] }
  yield { type: 'quotes', quoted: { ...NOTHING, said } }
  yield { type: 'text', delta: said }
}

/** The last question that was answered from documents, as it was searched for. */
function turnBefore(history: readonly Message[]): TurnBefore | null {
  const at = history.findLastIndex(
    ({ role, sources, summary }) => role === 'guide' && sources.length > 0 && summary?.answered,
  )
  const answer = history[at]
  const asked = history[at - 1]
  if (!answer || asked?.role !== 'visitor') return null
  return { question: answer.searched ?? asked.text, answer: answer.text }
}
