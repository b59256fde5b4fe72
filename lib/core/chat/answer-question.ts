import type { Bot } from '../bots/bot.ts'
import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import type { NewId } from '../new-id.ts'
import type { Encoder } from '../retrieval/ports.ts'
import { choosePassages } from '../retrieval/ranking/choose-passages.ts'
import { type FindingDeps, findPassages } from '../retrieval/ranking/find-passages.ts'
import type { UsageStore } from '../usage/ports.ts'
import type { QuestionUsage } from '../usage/question-cost.ts'
import type { AnswerEvent, AnswerProblem, AnswerSummary, Source } from './answer-event.ts'
import { answerPrompt, NO_ANSWER } from './answer-prompt.ts'
import type { Conversation, Message } from './message.ts'
import { Meter, type MeteredCall } from './meter.ts'
import type { ChatModel, ConversationStore } from './ports.ts'
import { standaloneQuestion } from './standalone-question.ts'

/** The last three exchanges are enough to follow a conversation. */
const HISTORY_MESSAGES = 6
/** How long conversations are kept unless the owner says otherwise. */
const RETENTION_DAYS = 30
const TITLE_LENGTH = 80

export interface AnswerDeps extends FindingDeps {
  conversations: Pick<ConversationStore, 'get' | 'messages' | 'append'>
  usage: UsageStore
  encoder: Encoder
  model: ChatModel
  clock: Clock
  newId: NewId
  /** Millionths of a US dollar. */
  costOf: (usage: QuestionUsage) => number
  /** Told of failures that the visitor hears of in plain words, or not at all. */
  onError: (error: unknown) => void
  /** Told once of every answer, however it ended, as soon as that is known. */
  onAnswered: (answer: AnswerOutcome) => void
}

export interface AnswerOutcome {
  summary: AnswerSummary
  problem: AnswerProblem | null
  /** Millionths of a US dollar. */
  cost: number
}

export interface Asker {
  visitorId: string
  site: string
}

/**
 * Answers one question of somebody who may ask it: the gate is behind us. Aborting the signal stops the
 * model; what was said until then is kept and counted. Failures arrive as a `problem`, never as a throw.
 */
export async function* answerQuestion(
  deps: AnswerDeps,
  bot: Bot,
  asker: Asker,
  ask: { question: string; conversationId: string | null },
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const began = deps.clock()
  const { conversation, history } = await openConversation(deps, bot, asker, ask)
  const question = newMessage(deps, 'visitor', ask.question)
  const answer = newMessage(deps, 'guide')
  let questionKept: Promise<void> | null = null
  const keepQuestion = () => {
    questionKept ??= deps.conversations.append(conversation, [question], RETENTION_DAYS)
    return questionKept
  }

  const meter = new Meter(began, deps.clock)
  let finished = false
  try {
    yield { type: 'start', conversationId: conversation.id, messageId: answer.id }
    answer.sources = await search(deps, bot, history, ask.question, meter, signal)
    yield { type: 'sources', sources: answer.sources }
    if (answer.sources.length === 0) {
      answer.text = NOTHING_TO_READ
      meter.unanswered()
      yield { type: 'text', delta: answer.text }
    } else {
      const prompt = answerPrompt(bot, answer.sources, history, ask.question)
      const stream = deps.model.stream(prompt, signal)
      for await (const delta of wordsOf(stream, meter, meter.call(prompt))) {
        answer.text += delta
        yield { type: 'text', delta }
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
    const cost = deps.costOf(meter.usage)
    deps.onAnswered({ summary: answer.summary, problem: answer.problem, cost })
    await record(deps, bot, conversation, answer, cost, keepQuestion)
  }
  if (answer.problem) yield { type: 'problem', problem: answer.problem }
  else yield { type: 'done', summary: answer.summary }
}

const NOTHING_TO_READ = 'I have no documents to answer from yet.'

async function openConversation(
  deps: AnswerDeps,
  bot: Bot,
  asker: Asker,
  ask: { question: string; conversationId: string | null },
): Promise<{ conversation: Conversation; history: Message[] }> {
  const now = new Date(deps.clock()).toISOString()
  if (ask.conversationId) {
    const conversation = await deps.conversations.get(bot.id, ask.conversationId)
    // Somebody else's, or too old to be kept: a new one begins.
    if (conversation?.visitorId === asker.visitorId) {
      const history = await deps.conversations.messages(conversation.id, HISTORY_MESSAGES)
      return { conversation: { ...conversation, updatedAt: now }, history }
    }
  }
  const conversation = {
    id: deps.newId('chat'),
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
  meter.embedded(text)
  const vector = await deps.encoder.encode(text, signal)
  const found = await findPassages(deps, bot, { vector, text }, signal)
  const { passages } = choosePassages(found)
  return passages.map(({ documentId, documentName, place, text, start, end }, index) => ({
    n: index + 1,
    documentId,
    documentName,
    place,
    text,
    start,
    end,
  }))
}

/** The model's words, counted, without the marker of an unanswered question, which may come in pieces. */
async function* wordsOf(
  stream: ReturnType<ChatModel['stream']>,
  meter: Meter,
  call: MeteredCall,
): AsyncGenerator<string> {
  let head: string | null = ''
  try {
    for await (const event of stream) {
      call.hear(event)
      if (event.type === 'usage') continue
      meter.firstWord()
      if (head === null) {
        yield event.delta
        continue
      }
      head = (head + event.delta).trimStart()
      if (head.length < NO_ANSWER.length && NO_ANSWER.startsWith(head)) continue
      if (head.startsWith(NO_ANSWER)) {
        meter.unanswered()
        head = head.slice(NO_ANSWER.length).trimStart()
        if (!head) continue
      }
      yield head
      head = null
    }
    if (head) yield head
  } catch (error) {
    call.end(error)
    throw error
  } finally {
    call.end()
  }
}

async function record(
  deps: AnswerDeps,
  bot: Bot,
  conversation: Conversation,
  answer: Message,
  cost: number,
  keepQuestion: () => Promise<void>,
): Promise<void> {
  const { summary } = answer
  if (!summary) return
  try {
    await keepQuestion()
    await Promise.all([
      deps.conversations.append(conversation, [answer], RETENTION_DAYS),
      deps.usage.add(bot.id, answer.createdAt.slice(0, 10), {
        questions: 1,
        unanswered: summary.answered ? 0 : 1,
        stopped: summary.stopped ? 1 : 0,
        failed: answer.problem ? 1 : 0,
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
