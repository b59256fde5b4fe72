import { expect, it } from 'vitest'
import { isUnanswered } from '#lib/core/chat/answer-question.ts'
import { DocentError } from '#lib/core/errors.ts'
import { serveWithFigures } from './serve-with-figures.ts'

const summary = {
  ...{ answered: true, stopped: false },
  usage: { inputTokens: 7, outputTokens: 3 },
  timing: { firstTokenMs: 1, totalMs: 2 },
}
const problem = { code: 'busy' as const, message: 'Busy.', nextStep: 'Wait.' }

it.each([
  ['that was given', { answered: true, stopped: false }, null, false],
  ['that the documents do not have', { answered: false, stopped: false }, null, true],
  ['that was stopped', { answered: false, stopped: true }, null, false],
  ['that failed', { answered: false, stopped: false }, problem, false],
])('an answer %s says of the documents what is so', (_, ended, problem, unanswered) => {
  expect(isUnanswered({ summary: { ...summary, ...ended }, problem })).toBe(unanswered)
})

it('tells the operator of a question that could not even begin', async () => {
  const broken = new Error('the table is away')
  const { deps, figures, errors } = operator(() => Promise.reject(broken))
  const answer = await serveWithFigures(deps, visit, { question: 'Who?', conversationId: 'chat_1' }, never)
  await expect(answer.next()).rejects.toBe(broken)
  expect(figures).toEqual([[{ Questions: 1, AnswerFailures: 1 }, 'unexpected']])
  expect(errors).toEqual([broken])
})

it('counts those whom a limit sends away, and nobody else', async () => {
  const { deps, figures } = operator(async () => null)
  for (const code of ['too-many-requests', 'limit-reached', 'not-found'] as const) {
    const closed = { ...visit, openBot: () => Promise.reject(new DocentError(code, 'No.', 'Wait.')) }
    const asked = serveWithFigures(deps, closed, { question: 'Who?', conversationId: null }, never)
    await expect(asked).rejects.toMatchObject({ code })
  }
  expect(figures).toEqual([
    [{ Throttled: 1 }, 'too-many-requests'],
    [{ Throttled: 1 }, 'limit-reached'],
  ])
})

it.each([
  ['a service that we need does not answer', new DocentError('unavailable', 'No.', 'Wait.'), 'unavailable'],
  ['the model service is busy', new DocentError('busy', 'No.', 'Wait.'), 'busy'],
  ['something else broke', new Error('the table is away'), 'unexpected'],
])('counts a question as failed, once, where before its answer %s', async (_, broken, reason) => {
  const breaks = () => Promise.reject(broken)
  const changes = [
    { openBot: breaks },
    { questions: { rejectIfLimited: () => {}, count: breaks } },
    { budget: { reserveQuestion: breaks } },
  ]
  for (const change of changes) {
    const { deps, figures } = operator(async () => null)
    const asked = serveWithFigures(
      { ...deps, ...change } as typeof deps,
      { ...visit, ...change },
      { question: 'Who?', conversationId: null },
      never,
    )
    await expect(asked).rejects.toBe(broken)
    expect(figures).toEqual([[{ Questions: 1, AnswerFailures: 1 }, reason]])
  }
})

it('names why a conversation could not be opened', async () => {
  const broken = new DocentError('unavailable', 'No.', 'Wait.')
  const { deps, figures, errors } = operator(() => Promise.reject(broken))
  const answer = await serveWithFigures(deps, visit, { question: 'Who?', conversationId: 'chat_1' }, never)
  await expect(answer.next()).rejects.toBe(broken)
  expect(figures).toEqual([[{ Questions: 1, AnswerFailures: 1 }, 'unavailable']])
  expect(errors).toEqual([broken])
})

const never = new AbortController().signal
const visit = {
  ...{ botId: 'bot_1', visitorId: 'visitor-1', site: '', address: '127.0.0.1' },
  openBot: async () => ({ id: 'bot_1', ownerId: 'owner-1' }) as never,
}

/** What a question needs until its conversation is opened. */
function operator(getConversation: () => Promise<null>) {
  const figures: unknown[] = []
  const errors: unknown[] = []
  const deps = {
    questions: { rejectIfLimited: () => {}, count: async () => {}, rejectCrowd: () => {} },
    budget: { reserveQuestion: async () => ({ settle: async () => true }) },
    conversations: { get: getConversation },
    metrics: { put: (...said: unknown[]) => figures.push(said) },
    onError: (error: unknown) => errors.push(error),
    costOf: () => 0,
    clock: () => 0,
  } as unknown as Parameters<typeof serveWithFigures>[0]
  return { deps, figures, errors }
}
