import type { Bot } from '../bots/bot.ts'
import type { Budget, Reservation } from '../usage/budget.ts'
import type { AnswerEvent } from './answer-event.ts'
import { type AnswerDeps, type AnswerOutcome, type Ask, answerQuestion } from './answer-question.ts'
import { Meter } from './meter.ts'
import type { QuestionLimiter } from './question-limiter.ts'

/** Who asks which bot, from where. */
export interface Visit {
  botId: string
  visitorId: string
  /** The origin of the page. */
  site: string
  /** The network address, for counting. */
  address: string
  /** The bot, if this one may still ask it; throws where not. */
  openBot(): Promise<Bot>
}

export interface GateDeps {
  questions: QuestionLimiter
  budget: Budget
}

export interface ServeDeps extends AnswerDeps, GateDeps {}

/**
 * Serves one question of any channel: limits, budget, answer, settlement. Throws where it may not be asked,
 * before anything is spent; from then on failures are part of the answer, but for a conversation that cannot
 * be opened, which throws. The answer is to be read to its end,
 * whose value is the outcome; a reader who has had enough aborts `signal`. However it ends, what was set
 * aside for it becomes what it cost.
 */
export async function serveQuestion(
  deps: ServeDeps,
  visit: Visit,
  ask: Ask,
  signal: AbortSignal,
): Promise<AsyncGenerator<AnswerEvent, AnswerOutcome>> {
  const { bot, reservation } = await authorizeAndReserve(deps, visit)
  return answerAndSettle(deps, bot, visit, ask, reservation, signal)
}

async function* answerAndSettle(
  deps: ServeDeps,
  bot: Bot,
  { visitorId, site }: Visit,
  ask: Ask,
  reservation: Reservation,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  // The gate knows what a long question costs; this one's prompt may be longer, in a script of more tokens.
  const meter = new Meter(deps.clock(), deps.clock, usage => reservation.raiseTo(deps.costOf(usage)))
  try {
    return yield* answerQuestion(deps, bot, { visitorId, site }, ask, { meter, reservation }, signal)
  } finally {
    // Where it could not even begin. A failure here is ours to know: the answer has been given.
    await reservation.settle(deps.costOf(meter.usage)).catch(deps.onError)
  }
}

/**
 * Whatever a question must pass before it costs anything: the ticket is genuine, so all that an unlucky one costs
 * is a look at the bot and a count. Only who may ask sets something aside: one who asks without end does not use up
 * what belongs to everybody.
 */
export async function authorizeAndReserve(
  { questions, budget }: GateDeps,
  visit: Visit,
): Promise<{ bot: Bot; reservation: Reservation }> {
  questions.rejectIfLimited(visit)
  const [bot] = await Promise.all([visit.openBot(), questions.count(visit)])
  const reservation = await budget.reserveQuestion({ botId: bot.id, ownerId: bot.ownerId })
  try {
    questions.rejectCrowd(reservation.asked)
    // The first of its minute may have made the day of a bot anew that was deleted just then.
    if (reservation.asked === 1) await visit.openBot()
  } catch (error) {
    await reservation.settle(0)
    throw error
  }
  return { bot, reservation }
}
