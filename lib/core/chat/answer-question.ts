import type { Bot } from '../bots/bot.ts'
import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import type { NewId } from '../new-id.ts'
import { choosePassages } from '../retrieval/ranking/choose-passages.ts'
import { type FindingDeps, findPassages } from '../retrieval/ranking/find-passages.ts'
import type { UsageStore } from '../usage/ports.ts'
import type { QuestionUsage } from '../usage/question-cost.ts'
import type { AnswerEvent, AnswerProblem, AnswerSummary, Source } from './answer-event.ts'
import { answerPrompt } from './answer-prompt.ts'
import type { Conversation, Message } from './message.ts'
import type { Meter } from './meter.ts'
import { numberCitations } from './number-citations.ts'
import type { ChatModel, ChatModelEvent, ChatModelRequest, ConversationStore } from './ports.ts'
import { sourceOfPassage } from './source-of-passage.ts'
import { standaloneQuestion } from './standalone-question.ts'
import { type AnswerPiece, stripMarker } from './strip-marker.ts'

/** The last three exchanges are enough to follow a conversation. */
const HISTORY_MESSAGES = 6
/** How long conversations are kept unless the owner says otherwise. */
const RETENTION_DAYS = 30
const TITLE_LENGTH = 80

export interface AnswerDeps extends FindingDeps {
  conversations: Pick<ConversationStore, 'get' | 'messages' | 'append'>
  usage: UsageStore
  model: ChatModel
  clock: Clock
  newId: NewId
  /** Millionths of a US dollar. */
  costOf: (usage: QuestionUsage) => number
  /** Told of failures that the visitor hears of in plain words, or not at all. */
  onError: (error: unknown) => void
}

export interface AnswerOutcome {
  summary: AnswerSummary
  problem: AnswerProblem | null
  /** Millionths of a US dollar. */
  cost: number
}

/** The documents did not answer; what failed or was stopped says nothing of them. */
export function isUnanswered({ summary, problem }: Pick<AnswerOutcome, 'summary' | 'problem'>): boolean {
  return !summary.answered && !summary.stopped && problem === null
}

export interface Asker {
  visitorId: string
  site: string
}

export interface Ask {
  question: string
  conversationId: string | null
  /** Where the channel names its conversations: the one that goes on, or begins under this name. */
  conversationName?: string | undefined
}

/**
 * Answers one question of somebody who may ask it: the gate is behind us. Aborting the signal stops the
 * model; what was said until then is kept and counted. Failures arrive as a `problem`; only a conversation that cannot be opened throws.
 * `meter` counts what it takes, also where nobody waits for the outcome.
 */
export async function* answerQuestion(
  deps: AnswerDeps,
  bot: Bot,
  asker: Asker,
  ask: Ask,
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  const { conversation, history } = await openConversation(deps, bot, asker, ask)
  const question = newMessage(deps, 'visitor', ask.question)
  const answer = newMessage(deps, 'guide')
  let questionKept: Promise<void> | null = null
  const keepQuestion = () => {
    questionKept ??= deps.conversations.append(conversation, [question], RETENTION_DAYS)
    return questionKept
  }

  let finished = false
  let outcome: AnswerOutcome
  try {
    yield { type: 'start', conversationId: conversation.id, messageId: answer.id }
    answer.sources = await search(deps, bot, history, ask.question, meter, signal)
    yield { type: 'sources', sources: answer.sources }
    const prompt = answerPrompt(bot, answer.sources, history, ask.question)
    const pieces = answer.sources.length
      ? say(meter.metered(deps.model), prompt, answer.sources.length, signal)
      : sayNothingToRead()
    for await (const piece of pieces) {
      if (piece.type === 'unanswered') meter.unanswered()
      else if (piece.type === 'citation') {
        const source = piece.source - 1
        answer.sources = answer.sources.with(source, { ...answer.sources[source]!, n: piece.n })
        yield { type: 'citation', source, n: piece.n }
      } else {
        if (answer.sources.length) meter.firstWord()
        answer.text += piece.delta
        yield piece
        // After the first word: nothing that the visitor waits for stands behind it. It is awaited in
        // `record`; the store's failure must not end the process before we get there.
        keepQuestion().catch(() => undefined)
      }
    }
    finished = true
  } catch (error) {
    if (!signal.aborted) {
      answer.problem = explain(error)
      deps.onError(error)
    }
    finished = true
  } finally {
    // A reader that goes away ends us at a `yield`: that is a stop as well.
    answer.summary = meter.summary(signal.aborted || !finished)
    outcome = { summary: answer.summary, problem: answer.problem, cost: deps.costOf(meter.usage) }
    await record(deps, bot, conversation, answer, outcome, keepQuestion)
  }
  if (answer.problem) yield { type: 'problem', problem: answer.problem }
  else yield { type: 'done', summary: answer.summary }
  return outcome
}

/** The model's words, each source under the number by which the reader meets it. */
async function* say(
  model: ChatModel,
  prompt: ChatModelRequest,
  count: number,
  signal: AbortSignal,
): AsyncGenerator<AnswerPiece> {
  yield* stripMarker(numberCitations(wordsOf(model.stream(prompt, signal)), count))
}

async function* wordsOf(events: AsyncIterable<ChatModelEvent>): AsyncGenerator<string> {
  for await (const event of events) if (event.type === 'text') yield event.delta
}

async function* sayNothingToRead(): AsyncGenerator<AnswerPiece> {
  yield { type: 'unanswered' }
  yield { type: 'text', delta: NOTHING_TO_READ }
}

const NOTHING_TO_READ = 'I have no documents to answer from yet.'

async function openConversation(
  deps: AnswerDeps,
  bot: Bot,
  asker: Asker,
  ask: Ask,
): Promise<{ conversation: Conversation; history: Message[] }> {
  const now = new Date(deps.clock()).toISOString()
  const wanted = ask.conversationName ?? ask.conversationId
  const kept = wanted ? await deps.conversations.get(bot.id, wanted) : null
  // Somebody else's, or too old to be kept: a new one begins.
  if (kept?.visitorId === asker.visitorId) {
    const history = await deps.conversations.messages(kept.id, HISTORY_MESSAGES)
    return { conversation: { ...kept, updatedAt: now }, history }
  }
  const conversation = {
    id: (!kept && ask.conversationName) || deps.newId('chat'),
    botId: bot.id,
    ...asker,
    title: ask.question.slice(0, TITLE_LENGTH).toWellFormed(),
    createdAt: now,
    updatedAt: now,
  }
  return { conversation, history: [] }
}

async function search(
  deps: AnswerDeps,
  bot: Bot,
  history: Message[],
  question: string,
  meter: Meter,
  signal: AbortSignal,
): Promise<Source[]> {
  const text = await standaloneQuestion(meter.metered(deps.model), history, question, signal)
  const encoder = meter.meteredEncoder(deps.encoder)
  const found = await findPassages({ ...deps, encoder }, bot, text, signal)
  const { passages } = choosePassages(found.passages)
  return passages.map(sourceOfPassage)
}

async function record(
  deps: AnswerDeps,
  bot: Bot,
  conversation: Conversation,
  answer: Message,
  outcome: AnswerOutcome,
  keepQuestion: () => Promise<void>,
): Promise<void> {
  const { summary, problem, cost } = outcome
  try {
    await keepQuestion()
    await Promise.all([
      deps.conversations.append(conversation, [answer], RETENTION_DAYS),
      deps.usage.add(bot.id, answer.createdAt.slice(0, 10), {
        questions: 1,
        unanswered: isUnanswered(outcome) ? 1 : 0,
        stopped: summary.stopped ? 1 : 0,
        failed: problem ? 1 : 0,
        ...summary.usage,
        microUsd: cost,
      }),
    ])
  } catch (error) {
    // The answer has been given; that it could not be kept is ours to know, not the visitor's.
    deps.onError(error)
  }
}

function newMessage(deps: AnswerDeps, role: Message['role'], text = ''): Message {
  return {
    id: deps.newId('msg'),
    role,
    text,
    sources: [],
    summary: null,
    problem: null,
    createdAt: new Date(deps.clock()).toISOString(),
  }
}

function explain(error: unknown): AnswerProblem {
  if (error instanceof DocentError) {
    return { code: error.code, message: error.message, nextStep: error.nextStep }
  }
  return {
    code: 'unexpected',
    message: 'Something went wrong on our side. What has arrived is kept.',
    nextStep: 'Try again.',
  }
}
