import type { Bot } from '../bots/bot.ts'
import { type AnswerMarkup, parseAnswer } from '../chat/answer-markup.ts'
import type { AnswerOutcome } from '../chat/answer-question.ts'
import { type ServeDeps, serveQuestion, type Visit } from '../chat/serve-question.ts'
import { spokenAnswer } from '../chat/statements.ts'
import { readyStatuses } from '../documents/document.ts'
import type { DocumentStore } from '../documents/ports.ts'
import { DocentError } from '../errors.ts'
import type { TestAnswer } from './test-answer.ts'

export interface TestQuestionDeps extends ServeDeps {
  documents: Pick<DocumentStore, 'list'>
}

/**
 * Asks the language model one question about the bot's own documents, as a visitor's would be asked: limited,
 * paid and settled like one, whatever form of answer the owner has chosen. No conversation is kept, and the
 * day's figures count no question. Throws where there is no model or nothing to ask about; what goes wrong
 * while it answers is part of the result.
 */
export async function askTestQuestion(
  deps: TestQuestionDeps,
  visit: Visit,
  signal: AbortSignal,
): Promise<TestAnswer> {
  if (!deps.model) {
    throw new DocentError(
      'unavailable',
      'No language model is connected.',
      'Connect one as the page says, then ask again.',
    )
  }
  const bot = await visit.openBot()
  const question = await questionFor(deps, bot)
  const written = { ...visit, openBot: async () => ({ ...bot, answers: 'written' as const }) }
  const ask = { question, conversationId: null }
  const events = await serveQuestion({ ...deps, ...keepingNothing(deps) }, written, ask, signal)

  let text = ''
  for (;;) {
    const { value, done } = await events.next()
    if (done) return testAnswer(question, text, value)
    if (value.type === 'text') text += value.delta
  }
}

/** There is no place to lead to: numbers and links go. */
const WORDS_ALONE: AnswerMarkup = { sources: [], linkAllowed: () => false }

/** One its owner would have asked, else the newest document's name is enough to find something. */
async function questionFor({ documents }: TestQuestionDeps, bot: Bot): Promise<string> {
  const [newest] = (await documents.list(bot.id)).filter(
    ({ status, passageCount }) => readyStatuses.includes(status) && passageCount > 0,
  )
  if (!newest) {
    throw new DocentError(
      'conflict',
      'There is no document to ask about yet.',
      'Add one under Knowledge; when it is ready, ask again.',
    )
  }
  return bot.suggestedQuestions[0] ?? `What is “${newest.name}” about, in one sentence?`
}

/** It is nobody's conversation and no visitor's question; what it cost is counted all the same. */
function keepingNothing({ budget }: TestQuestionDeps): Pick<ServeDeps, 'conversations' | 'budget'> {
  return {
    conversations: {
      get: async () => null,
      messages: async () => [],
      append: async () => {},
      deleteOfBot: async () => {},
    },
    budget: {
      ...budget,
      async reserveQuestion(payer) {
        const reservation = await budget.reserveQuestion(payer)
        return {
          ...reservation,
          settle: spent => reservation.settle(spent, { modelTests: 1 }),
        }
      },
    },
  }
}

function testAnswer(question: string, text: string, { summary, problem, cost }: AnswerOutcome): TestAnswer {
  return {
    question,
    answer: spokenAnswer(parseAnswer(text, WORDS_ALONE)),
    problem,
    firstWordMs: summary.timing.firstTokenMs,
    totalMs: summary.timing.totalMs,
    microUsd: cost,
  }
}
