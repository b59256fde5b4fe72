import { describe, expect, it } from 'vitest'
import type { Bot } from '../bots/bot.ts'
import { DocentError } from '../errors.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import { plainIndex } from '../retrieval/testing/plain-index.ts'
import { memoryConversations } from '../testing/memory-conversations.ts'
import { memoryOwners } from '../testing/memory-days.ts'
import { sampleBot } from '../testing/sample-items.ts'
import { spendingBudget } from '../usage/budget.ts'
import type { AnswerEvent } from './answer-event.ts'
import type { AnswerOutcome } from './answer-question.ts'
import type { ChatModelEvent, ChatModelRequest } from './ports.ts'
import { questionLimiter } from './question-limiter.ts'
import { type ServeDeps, serveQuestion, type Visit } from './serve-question.ts'

const TODAY = '2026-01-01'
const ESTIMATE = 1_000
/** Millionths of a dollar a token, so that sums can be done in the head. */
const PER_TOKEN = 2

type Said = (request: ChatModelRequest, signal: AbortSignal) => AsyncIterable<ChatModelEvent>

async function* words(...deltas: string[]): AsyncGenerator<ChatModelEvent> {
  for (const delta of deltas) yield { type: 'text', delta }
  yield { type: 'usage', inputTokens: 100, outputTokens: deltas.length }
}

function found(...texts: string[]): FoundPassage[] {
  return texts.map((text, at) => ({
    ...{ documentId: `doc_${at}`, documentName: `${at}.pdf`, ordinal: 0, text, start: 0, end: text.length },
    ...{ place: { headingPath: [] }, cosine: 1 - at / 10, lexical: 1, score: 1 - at / 10 },
  }))
}

/** One bot that may spend 10,000 a day, whose model says what `say` yields. */
function place(say: Said, passages = found('Dogs may come.', 'Cats stay outside.')) {
  const conversations = memoryConversations()
  const counts = new Map<string, number>()
  const errors: unknown[] = []
  const asked: ChatModelRequest[] = []
  const time = { now: Date.parse(`${TODAY}T12:00:00.000Z`) }
  const clock = () => time.now
  let made = 0
  const deps: ServeDeps = {
    index: plainIndex(passages),
    reranker: null,
    passages: { texts: async () => [] },
    encoder: { name: 'letters', encode: async () => Float32Array.of(1) },
    model: {
      stream(request, signal) {
        asked.push(request)
        return say(request, signal)
      },
    },
    conversations: conversations.store,
    clock,
    newId: prefix => `${prefix}_${++made}`,
    costOf: ({ inputTokens, outputTokens }) => PER_TOKEN * (inputTokens + outputTokens),
    onError: error => errors.push(error),
    questions: questionLimiter({
      counters: {
        async addOne(key, part) {
          for (const counted of [key, part]) counts.set(counted, (counts.get(counted) ?? 0) + 1)
          return { all: counts.get(key)!, ofPart: counts.get(part)! }
        },
      },
      clock,
      limits: { perVisitor: 2, perAddress: 100, perBot: 3 },
    }),
    budget: spendingBudget({
      days: conversations.days,
      owners: memoryOwners().owners,
      clock,
      caps: { botDay: 10_000, botMonth: null, ownerDay: null, ownerMonth: null },
      estimate: ESTIMATE,
      onSpent: () => undefined,
    }),
  }
  const visit = (openBot: () => Promise<Bot> = async () => sampleBot('bot_1')): Visit => ({
    ...{ botId: 'bot_1', visitorId: 'visitor_1', site: 'https://museum.example', address: '1.2.3.4' },
    openBot,
  })
  const ask = (question = 'May dogs come?', signal = new AbortController().signal, by = visit()) =>
    serveQuestion(deps, by, { question, conversationId: null }, signal)
  const spent = () => conversations.figures('bot_1', TODAY).microUsd ?? 0
  return { deps, conversations, spent, errors, asked, visit, ask }
}

async function read(answer: AsyncGenerator<AnswerEvent, AnswerOutcome>) {
  const events: AnswerEvent[] = []
  for (;;) {
    const result = await answer.next()
    if (result.done) return { events, outcome: result.value }
    events.push(result.value)
  }
}
const textOf = (events: AnswerEvent[]) =>
  events.map(event => (event.type === 'text' ? event.delta : '')).join('')

describe('serving a question', () => {
  it('shows nothing unseen, and a character of two halves whole', async () => {
    const { ask } = place(() => words('Dogs\u202e may\0 \ud83d', '\ude00 come.\r', '\n[1]\ud83d'))
    const { events } = await read(await ask())
    expect(textOf(events)).toBe('Dogs may 😀 come.\n[1]')
  })

  it('goes on under the name that a channel gives, and lets nobody into another’s', async () => {
    const { deps, visit } = place(() => words('Dogs may. [1]'))
    const askAs = async (visitorId: string) => {
      const by = { ...visit(), visitorId }
      const ask = { question: 'May dogs come?', conversationId: null, conversationName: 'thread-1' }
      const { events } = await read(await serveQuestion(deps, by, ask, new AbortController().signal))
      const [start] = events
      return start?.type === 'start' ? start.conversationId : null
    }
    expect(await askAs('one')).toBe('thread-1')
    expect(await askAs('one')).toBe('thread-1')
    expect(await askAs('two')).not.toBe('thread-1')
    expect(await deps.conversations.messages('thread-1', 10)).toHaveLength(4)
  })

  it('answers with sources first, numbers in the order of reading, and the outcome last', async () => {
    const { ask, conversations, spent } = place(() => words('Cats do not. ', '[2] ', 'Dogs may. [1]'))
    const { events, outcome } = await read(await ask())
    expect(events.map(({ type }) => type)).toEqual([
      ...['start', 'sources', 'text', 'citation', 'text', 'text', 'citation', 'text', 'done'],
    ])
    expect(textOf(events)).toBe('Cats do not. [1] Dogs may. [2]')
    expect(outcome).toMatchObject({ problem: null, cost: PER_TOKEN * 103, summary: { answered: true } })
    const [, answer] = await conversations.store.messages('chat_1', 10)
    expect(answer).toMatchObject({ text: 'Cats do not. [1] Dogs may. [2]', summary: outcome.summary })
    expect(answer!.sources.map(({ n, text }) => [n, text])).toEqual([
      [2, 'Dogs may come.'],
      [1, 'Cats stay outside.'],
    ])
    expect(spent()).toBe(PER_TOKEN * 103)
    expect(conversations.figures('bot_1', TODAY)).toMatchObject({ questions: 1, unanswered: 0 })
  })

  it('goes on with a conversation: what was said stands before the question', async () => {
    const { deps, ask, visit, asked } = place(() => words('Dogs may. [1]'))
    await read(await ask())
    const again = { question: 'And cats?', conversationId: 'chat_1' }
    await read(await serveQuestion(deps, visit(), again, new AbortController().signal))
    // The follow-up is rewritten first, then answered.
    expect(asked).toHaveLength(3)
    expect(asked[2]!.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
  })

  it('says that the documents do not say, and counts it', async () => {
    const { ask, conversations } = place(() => words('[no ans', 'wer] Nothing is said.'))
    const { events, outcome } = await read(await ask())
    expect(textOf(events)).toBe('Nothing is said.')
    expect(outcome.summary.answered).toBe(false)
    expect(conversations.figures('bot_1', TODAY)).toMatchObject({ unanswered: 1 })
  })

  it('asks no model where there is nothing to read', async () => {
    const { ask, asked } = place(() => words('never'), [])
    const { events, outcome } = await read(await ask())
    expect(textOf(events)).toBe('I have no documents to answer from yet.')
    expect(asked).toEqual([])
    expect(outcome).toMatchObject({ cost: 0, summary: { answered: false } })
  })

  it('tells of a model that breaks off, keeps what has arrived, and pays for it', async () => {
    const { ask, errors, spent, conversations } = place(async function* () {
      yield { type: 'text', delta: 'Dogs may' }
      throw new DocentError('model-failed', 'Broken.', 'Again.')
    })
    const { events, outcome } = await read(await ask())
    expect(events.at(-1)).toMatchObject({ type: 'problem', problem: { code: 'model-failed' } })
    expect(outcome.problem).toMatchObject({ message: 'Broken. What has arrived is kept.' })
    expect(outcome.cost).toBeGreaterThan(0)
    expect(spent()).toBe(outcome.cost)
    expect(errors).toHaveLength(1)
    expect((await conversations.store.messages('chat_1', 10))[1]).toMatchObject({ text: 'Dogs may' })
  })

  it('says before its end that it could not be kept, and then of nothing that it is', async () => {
    const { ask, deps, errors } = place(async function* () {
      yield { type: 'text', delta: 'Dogs may' }
      throw new DocentError('model-failed', 'Broken.', 'Again.')
    })
    deps.conversations.append = () => Promise.reject(new Error('The table does not answer.'))
    const { events } = await read(await ask())
    expect(events.slice(-2)).toEqual([
      { type: 'unkept' },
      { type: 'problem', problem: { code: 'model-failed', message: 'Broken.', nextStep: 'Again.' } },
    ])
    expect(errors.map(String)).toContain('Error: The table does not answer.')
  })

  it('stops where its reader has had enough, which is an outcome like another', async () => {
    const stop = new AbortController()
    const { ask, spent } = place(async function* (_, signal) {
      yield { type: 'text', delta: 'Dogs may' }
      stop.abort()
      signal.throwIfAborted()
    })
    const { outcome } = await read(await ask('May dogs come?', stop.signal))
    expect(outcome).toMatchObject({ problem: null, summary: { stopped: true } })
    expect(spent()).toBe(outcome.cost)
  })

  it('is settled also where nobody reads it to its end', async () => {
    const { ask, spent } = place(() => words('Dogs ', 'may ', 'come.'))
    const answer = await ask()
    for (let event = await answer.next(); !event.done; event = await answer.next()) {
      if (event.value.type === 'text') break
    }
    await answer.return(undefined as never)
    expect(spent()).toBeGreaterThan(0)
    expect(spent()).toBeLessThan(ESTIMATE)
  })
})

it('of a bot that is deleted meanwhile nothing is kept', async () => {
  const { ask, deps, conversations } = place(async function* () {
    // As whoever deletes it does.
    await conversations.store.deleteOfBot('bot_1')
    yield* words('Dogs may. [1]')
  })
  const { events } = await read(await ask())
  const [start] = events
  const conversationId = start?.type === 'start' ? start.conversationId : ''
  expect(await deps.conversations.get('bot_1', conversationId)).toBeNull()
  expect(await deps.conversations.messages(conversationId, 10)).toEqual([])
  expect(conversations.figures('bot_1', TODAY)).toEqual({})
})

it('while a long prompt is read, all of it is set aside: each sign of another script, and what escaping adds', async () => {
  const signs = '犬は庭に入れます。'.repeat(200)
  let during = 0
  const { asked, ask, spent } = place(
    async function* () {
      during = spent()
      yield* words('はい。[1]')
    },
    found(signs, '<'.repeat(1_000)),
  )
  const { outcome } = await read(await ask('犬は？'))
  expect(during).toBeGreaterThan(PER_TOKEN * (signs.length + 2_000 + asked[0]!.maxTokens))
  expect(spent()).toBe(outcome.cost)
  expect(outcome.cost).toBeLessThan(during)
})

describe('the gates before a question', () => {
  const closed = new DocentError('not-found', 'There is no such guide.', 'Go back.')

  it('turn away who may not ask this bot, and set nothing aside', async () => {
    const { ask, visit, asked, spent } = place(() => words('never'))
    const stranger = visit(() => Promise.reject(closed))
    await expect(ask('May I?', new AbortController().signal, stranger)).rejects.toBe(closed)
    expect(asked).toEqual([])
    expect(spent()).toBe(0)
  })

  it('turn away where the bot was deleted while they were passed, and set nothing aside', async () => {
    const { ask, visit, asked, spent } = place(() => words('never'))
    let looks = 0
    const deleted = visit(() =>
      looks++ === 0 ? Promise.resolve(sampleBot('bot_1')) : Promise.reject(closed),
    )
    await expect(ask('May I?', new AbortController().signal, deleted)).rejects.toBe(closed)
    expect(asked).toEqual([])
    expect(spent()).toBe(0)
  })

  it('turn away who asks too often, and give the budget back', async () => {
    const { ask, spent, asked } = place(() => words('Dogs may.'))
    for (let at = 0; at < 2; at++) await read(await ask())
    const before = spent()
    await expect(ask()).rejects.toMatchObject({ code: 'too-many-requests' })
    expect(spent()).toBe(before)
    expect(asked).toHaveLength(2)
  })

  it('turn everybody away where the budget is spent', async () => {
    const { ask, conversations, spent, asked } = place(() => words('never'))
    await conversations.days.add('bot_1', TODAY, { microUsd: 10_000 })
    await expect(ask()).rejects.toMatchObject({ code: 'limit-reached' })
    expect(asked).toEqual([])
    expect(spent()).toBe(10_000)
  })

  it('turn a crowd away, in words that blame nobody, and one who asks without end does not make one', async () => {
    const { ask, visit, spent } = place(() => words('Dogs may.'))
    const askAs = (visitorId: string) => ask('Dogs?', new AbortController().signal, { ...visit(), visitorId })
    for (let at = 0; at < 2; at++) await read(await askAs('one'))
    for (let at = 0; at < 5; at++)
      await expect(askAs('one')).rejects.toMatchObject({ code: 'too-many-requests' })
    await read(await askAs('two'))
    const before = spent()
    for (const late of ['three', 'four'])
      await expect(askAs(late)).rejects.toThrow('Many people are asking at the moment.')
    expect(spent()).toBe(before)
  })
})
