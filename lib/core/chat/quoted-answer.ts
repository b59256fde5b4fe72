import { answerInQuotes } from '../quotes/answer-in-quotes.ts'
import { resolveFollowUp, type TurnBefore } from '../quotes/follow-up.ts'
import { outlineOf } from '../quotes/outline.ts'
import { phrasesIn } from '../quotes/phrases.ts'
import type { QuotedAnswer } from '../quotes/quote.ts'
import { replyToSmallTalk } from '../quotes/small-talk.ts'
import { askedToSummarise } from '../quotes/summary-request.ts'
import { detectQuestionLanguage } from '../retrieval/lexical/language.ts'
import type { FoundPassage, PassageStore } from '../retrieval/ports.ts'
import type { FindingDeps } from '../retrieval/ranking/find-passages.ts'
import type { Source } from './answer-event.ts'
import { type AnswerPart, type Asked, read } from './answer-parts.ts'
import type { Message } from './message.ts'
import type { Meter } from './meter.ts'
import { quotesAsText } from './quotes-as-text.ts'
import { sourceOfPassage } from './source-of-passage.ts'

export interface QuotingDeps extends FindingDeps {
  passages: Pick<PassageStore, 'texts'>
}

/** What an answer is made of, however it was found. */
interface Quoting {
  /** As it was searched for. */
  searched: string
  sources: Source[]
  quoted: QuotedAnswer
}

/** An answer in the documents' own words, without a language model. */
export async function* quotedAnswer(
  deps: QuotingDeps,
  { bot, history, question }: Asked,
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  const spoken = bot.language === 'auto' ? detectQuestionLanguage(question) : bot.language
  const phrases = phrasesIn(spoken)
  const reply = replyToSmallTalk(question, bot)
  if (reply) return yield* say(reply)
  const about = askedToSummarise(question)
  const resolved = about === null ? resolveFollowUp(turnBefore(history), question) : { question }
  if ('unclear' in resolved) return yield* say(phrases.unclear.replace('{word}', () => resolved.unclear))

  const outlined = about === null ? null : await outline(about)
  const { searched, sources, quoted } = outlined ?? (await lookForEither(resolved.question))
  yield { type: 'sources', sources }
  if (searched !== question) yield { type: 'searched', question: searched }
  if (quoted.quotes.length === 0) yield { type: 'unanswered' }
  const cited = [...new Set(quoted.quotes.map(({ source }) => source))]
  for (const [at, source] of cited.entries()) yield { type: 'citation', source: source + 1, n: at + 1 }
  yield { type: 'quotes', quoted }
  const numbered = sources.map((source, at) => ({
    ...source,
    n: cited.includes(at) ? cited.indexOf(at) + 1 : null,
  }))
  yield { type: 'text', delta: quotesAsText(quoted, numbered) }

  /** What a word stands for may be guessed wrong: as it was asked, the question may well be answered. */
  async function lookForEither(resolvedTo: string): Promise<Quoting> {
    const found = await lookFor(resolvedTo)
    if (found.quoted.quotes.length > 0 || resolvedTo === question) return found
    const asAsked = await lookFor(question)
    return asAsked.quoted.quotes.length > 0 ? asAsked : found
  }

  async function lookFor(text: string): Promise<Quoting> {
    const { words, passages, sources } = await read(deps, bot, text, meter, signal)
    const quoted = sources.length
      ? answerInQuotes(words, passages, spoken)
      : { ...NOTHING, said: phrases.noDocuments }
    return { searched: words.text, sources, quoted }
  }

  /** Null where the documents know nothing of what is to be summarised. */
  async function outline(about: string): Promise<Quoting | null> {
    const { words, passages } = await read(deps, bot, about || question, meter, signal)
    if (about && words.words.every(({ passages }) => passages === 0)) return null
    const talkedOf = about ? null : documentTalkedOf(history)
    const found = talkedOf ? [talkedOf] : passages
    const names = new Map(found.map(({ documentId, documentName }) => [documentId, documentName]))
    const documents = [...names].slice(0, about ? 1 : MOST_OUTLINES)
    const beginnings = (await Promise.all(documents.map(document => beginningOf(...document)))).filter(
      beginning => beginning.length > 0,
    )
    if (beginnings.length === 0) return null
    return {
      searched: question,
      sources: beginnings.map(([first]) => sourceOfPassage(first!)),
      quoted: { ...NOTHING, said: phrases.outline, quotes: beginnings.map(outlineOf) },
    }
  }

  async function beginningOf(documentId: string, documentName: string): Promise<FoundPassage[]> {
    const keys = Array.from({ length: BEGINNING_PASSAGES }, (_, ordinal) => ({ documentId, ordinal }))
    const texts = await deps.passages.texts(bot.id, keys)
    return texts
      .sort((a, b) => a.ordinal - b.ordinal)
      .map(text => ({ ...text, documentName, cosine: 0, lexical: 0, score: 0 }))
  }
}

const MOST_OUTLINES = 3
/** Some fifty pages: further on, headings are not of the first things that a document is about. */
const BEGINNING_PASSAGES = 96

function documentTalkedOf(history: readonly Message[]): Pick<Source, 'documentId' | 'documentName'> | null {
  return history.findLast(({ role, summary }) => role === 'guide' && summary?.answered)?.sources[0] ?? null
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
