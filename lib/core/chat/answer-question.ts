import type { Bot } from '../bots/bot.ts'
import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import type { NewId } from '../new-id.ts'
import type { Reservation } from '../usage/budget.ts'
import type { Figures } from '../usage/ports.ts'
import type { QuestionUsage } from '../usage/question-cost.ts'
import type { AnswerEvent, AnswerProblem, AnswerSummary } from './answer-event.ts'
import type { AnswerPart, Asked } from './answer-parts.ts'
import type { Conversation, Message } from './message.ts'
import type { Meter } from './meter.ts'
import type { ChatModel, ConversationStore } from './ports.ts'
import { type QuotingDeps, quotedAnswer } from './quoted-answer.ts'
import { TurnKeeper } from './turn-keeper.ts'
import { writtenAnswer } from './written-answer.ts'

/** The last three exchanges are enough to follow a conversation. */
const HISTORY_MESSAGES = 6
const TITLE_LENGTH = 80

export interface AnswerDeps extends QuotingDeps {
  conversations: Pick<ConversationStore, 'get' | 'messages' | 'append' | 'deleteOfBot'>
  /** Null where no language model is set up: every answer is made of quotes. */
  model: ChatModel | null
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

/** What an answer takes, and who pays for it. */
export interface Paying {
  /** Counts also where nobody waits for the outcome. */
  meter: Meter
  reservation: Pick<Reservation, 'settle'>
}

export interface Ask {
  question: string
  conversationId: string | null
  /** Where the channel names its conversations: the one that goes on, or begins under this name. */
  conversationName?: string | undefined
}

/**
 * Answers one question of somebody who may ask it: the gate is behind us. Aborting the signal stops the
 * model; what was said until then is kept and counted. Failures arrive as a `problem`, an answer that could not
 * be kept as `unkept`; only a conversation that cannot be opened throws.
 */
export async function* answerQuestion(
  deps: AnswerDeps,
  bot: Bot,
  asker: Asker,
  ask: Ask,
  { meter, reservation }: Paying,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  const { conversation, history } = await openConversation(deps, bot, asker, ask)
  const keeper = new TurnKeeper(deps, conversation, newMessage(deps, 'visitor', ask.question))
  let answer = newMessage(deps, 'guide')
  const soFar = () => ({ ...answer, summary: meter.summary(false) })

  let finished = false
  let kept: boolean
  let problem: AnswerProblem | null = null
  let outcome: AnswerOutcome
  try {
    yield { type: 'start', conversationId: conversation.id, messageId: answer.id }
    for await (const part of answerParts(deps, { bot, history, question: ask.question }, meter, signal)) {
      if (part.type === 'unanswered') meter.unanswered()
      else if (part.type === 'citation') {
        const source = part.source - 1
        answer.sources = answer.sources.with(source, { ...answer.sources[source]!, n: part.n })
        yield { type: 'citation', source, n: part.n }
      } else {
        if (part.type === 'text' && answer.sources.length) meter.firstWord()
        answer = withPart(answer, part)
        yield part
        // After the first word: nothing that the visitor waits for stands behind it.
        if (part.type === 'text') keeper.soFar(soFar)
      }
    }
    finished = true
  } catch (error) {
    if (!signal.aborted) {
      problem = explain(error)
      answer.problem = answer.text ? withArrivedKept(problem) : problem
      deps.onError(error)
    }
    finished = true
  } finally {
    // A reader that goes away ends us at a `yield`: that is a stop as well.
    answer.summary = meter.summary(signal.aborted || !finished)
    outcome = { summary: answer.summary, problem: answer.problem, cost: deps.costOf(meter.usage) }
    kept = await record(deps, { bot, reservation, keeper, answer, outcome })
  }
  if (!kept) yield { type: 'unkept' }
  if (answer.problem && problem) yield { type: 'problem', problem: kept ? answer.problem : problem }
  else yield { type: 'done', summary: answer.summary }
  return outcome
}

/** Written by the model; in quotes where there is none, or where the owner wants it so. */
function answerParts(
  { model, ...deps }: AnswerDeps,
  asked: Asked,
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  return model && asked.bot.answers === 'written'
    ? writtenAnswer({ ...deps, model }, asked, meter, signal)
    : quotedAnswer(deps, asked, meter, signal)
}

function withPart(answer: Message, part: Exclude<AnswerPart, { type: 'unanswered' | 'citation' }>): Message {
  switch (part.type) {
    case 'sources':
      return { ...answer, sources: part.sources }
    case 'searched':
      return { ...answer, searched: part.question }
    case 'quotes':
      return { ...answer, quoted: part.quoted }
    case 'text':
      return { ...answer, text: answer.text + part.delta }
  }
}

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

interface Recorded {
  bot: Bot
  reservation: Pick<Reservation, 'settle'>
  keeper: TurnKeeper
  answer: Message
  outcome: AnswerOutcome
}

/** Whether the answer is kept. It has been given: what else fails is ours to know, not the visitor's. */
async function record(
  { conversations, onError }: Pick<AnswerDeps, 'conversations' | 'onError'>,
  { bot, reservation, keeper, answer, outcome }: Recorded,
): Promise<boolean> {
  let kept = true
  try {
    await keeper.whole(answer)
  } catch (error) {
    kept = false
    onError(error)
  }
  try {
    // Deleted while it answered? Its days go before its conversations: either this finds them gone, or whoever
    // deletes finds what was kept just now.
    const isThere = await reservation.settle(outcome.cost, figuresOf(outcome))
    if (!isThere) await conversations.deleteOfBot(bot.id)
  } catch (error) {
    onError(error)
  }
  return kept
}

function figuresOf(outcome: AnswerOutcome): Figures {
  const { summary, problem } = outcome
  return {
    questions: 1,
    unanswered: isUnanswered(outcome) ? 1 : 0,
    stopped: summary.stopped ? 1 : 0,
    failed: problem ? 1 : 0,
    ...summary.usage,
  }
}

function newMessage(deps: AnswerDeps, role: Message['role'], text = ''): Message {
  return {
    id: deps.newId('msg'),
    role,
    text,
    sources: [],
    ...{ summary: null, problem: null, searched: null, quoted: null },
    createdAt: new Date(deps.clock()).toISOString(),
  }
}

function explain(error: unknown): AnswerProblem {
  if (error instanceof DocentError) {
    return { code: error.code, message: error.message, nextStep: error.nextStep }
  }
  return {
    code: 'unexpected',
    message: 'Something went wrong on our side.',
    nextStep: 'Try again.',
  }
}

/** As it is stored: who reads it has what arrived. */
function withArrivedKept(problem: AnswerProblem): AnswerProblem {
  return { ...problem, message: `${problem.message} What has arrived is kept.` }
}
