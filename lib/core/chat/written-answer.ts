import { cleanText } from '../clean-text.ts'
import { phrasesIn } from '../quotes/phrases.ts'
import { detectQuestionLanguage } from '../retrieval/lexical/language.ts'
import type { FindingDeps } from '../retrieval/ranking/find-passages.ts'
import { type AnswerPart, type Asked, read } from './answer-parts.ts'
import { answerPrompt } from './answer-prompt.ts'
import type { Meter } from './meter.ts'
import { numberCitations } from './number-citations.ts'
import type { ChatModel, ChatModelEvent } from './ports.ts'
import { standaloneQuestion } from './standalone-question.ts'
import { stripMarker } from './strip-marker.ts'

/** An answer that a language model writes from the passages found; each source has the number by which a reader meets it. */
export async function* writtenAnswer(
  deps: FindingDeps & { model: ChatModel },
  { bot, history, question }: Asked,
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  const model = meter.metered(deps.model)
  const asked = await standaloneQuestion(model, history, question, signal)
  const { words, sources } = await read(deps, bot, asked, meter, signal)
  yield { type: 'sources', sources }
  if (words.text !== asked) yield { type: 'searched', question: words.text }
  if (sources.length === 0) {
    yield { type: 'unanswered' }
    yield { type: 'text', delta: phrasesIn(detectQuestionLanguage(question)).noDocuments }
    return
  }
  const said = model.stream(answerPrompt(bot, sources, history, question), signal)
  yield* stripMarker(numberCitations(wordsOf(said), sources.length))
}

/** A character of two halves may come in two parts. */
async function* wordsOf(events: AsyncIterable<ChatModelEvent>): AsyncGenerator<string> {
  let half = ''
  for await (const event of events) {
    if (event.type !== 'text') continue
    const words = half + event.delta
    half = /[\ud800-\udbff\r]$/.exec(words)?.[0] ?? ''
    const clean = cleanText(words.slice(0, words.length - half.length))
    if (clean) yield clean
  }
}
