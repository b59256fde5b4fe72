import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest'
import { dynamoClient } from '#lib/aws/testing/dynamo-client.ts'
import { readAnswer } from '#lib/client/read-answer.ts'
import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import { deps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { settled, upload } from '../testing/upload.ts'

/** Of a price, unlike the stand-in on loopback, which answers in its place. */
const PAID_MODEL = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'

/** What preparing the guide's few words costs: one passage, written. */
const DOCUMENT = 8

let app: TestApp
let printed: MockInstance<typeof process.stdout.write>

beforeAll(async () => {
  app = await startTestApp({
    worker: true,
    settings: {
      DOCENT_CHAT_MODEL: PAID_MODEL,
      DOCENT_BUDGET_BOT_DAY_USD: '1',
      // So little that each question is settled in the table at once.
      DOCENT_BUDGET_OWNER_MONTH_USD: '0.1',
      DOCENT_METRICS_NAMESPACE: 'Test',
    },
  })
  printed = vi.spyOn(process.stdout, 'write')
})
afterAll(() => app.close())
afterEach(() => app.bedrock.clearScript())

async function newGuide() {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
  const document = await upload(owner, bot.id, 'Rules.txt', 'A family ticket costs 28 euros.')
  expect(await settled(owner, document)).toMatchObject({ status: 'ready' })
  const { ticket } = await (await owner.call('POST', `/api/bots/${bot.id}/ticket`)).json()
  const ask = (init: RequestInit = {}) =>
    app.call('POST', '/api/chat', {
      headers: { authorization: `Bearer ${ticket}` },
      body: JSON.stringify({ question: 'What does a family ticket cost?' }),
      ...init,
    })
  const item = async (pk: string, sk: string) => {
    const { region, botsTable } = deps().settings
    const get = new GetCommand({ TableName: botsTable, Key: { pk, sk }, ConsistentRead: true })
    return (await dynamoClient(region).send(get)).Item
  }
  const ownerId = (await deps().bots.get(bot.id))!.ownerId
  const spent = async () => {
    const today = new Date().toISOString().slice(0, 10)
    const [ofOwner, ofBot] = await Promise.all([
      item(`LIMIT#spent#owner#${ownerId}`, today.slice(0, 7)),
      item(`BOT#${bot.id}`, `DAY#${today}`),
    ])
    const ofAnswers = (all = 0) => all - DOCUMENT
    return {
      bot: ofAnswers(ofBot?.microUsd),
      owner: ofAnswers(ofOwner?.spent),
    }
  }
  return {
    ask,
    spent,
    /** The answer is complete for its reader before it is settled. */
    async spentInTheEnd() {
      await expect
        .poll(async () => {
          const { bot, owner } = await spent()
          return owner === bot
        })
        .toBe(true)
      return spent()
    },
    /** As if others had asked before. */
    spend: (amount: number) =>
      deps()
        .budget.reserve({ botId: bot.id, ownerId: 'somebody' }, 10)
        .then(it => it.settle(amount)),
  }
}

async function eventsOf(response: Response): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = []
  for await (const event of readAnswer(response)) events.push(event)
  return events
}

/** Those of questions: the worker beside us tells its own, of a document or of a sweep, when it likes. */
function figures(): Record<string, unknown>[] {
  return printed.mock.calls
    .map(([line]) => String(line))
    .filter(line => line.startsWith('{"_aws"') && !/"(Ingestion|Sweep)/.test(line))
    .map(line => JSON.parse(line))
}

describe('what an answer cost', () => {
  it('stands in both budgets, the day’s counters and the figures alike, and no estimate is left', async () => {
    const guide = await newGuide()
    printed.mockClear()
    const response = await guide.ask()
    const last = (await eventsOf(response)).at(-1)
    if (last?.type !== 'done') throw new Error(JSON.stringify(last))
    const { usage, timing } = last.summary
    const { bot, owner } = await guide.spentInTheEnd()
    // In millionths of a dollar: 1.10 and 5.50 dollars a million tokens, and eight of Titan's at two cents.
    expect(bot).toBe(Math.round(usage.inputTokens * 1.1 + usage.outputTokens * 5.5 + 8 * 0.02))
    expect(bot).toBeGreaterThan(100)
    expect(owner).toBe(bot)
    expect(figures()).toMatchObject([
      { CostUsd: bot / 1_000_000, requestId: response.headers.get('x-request-id') },
      {
        Questions: 1,
        Unanswered: 0,
        AnswerFailures: 0,
        Throttled: 0,
        FirstTokenMs: timing.firstTokenMs,
        AnswerMs: timing.totalMs,
        InputTokens: usage.inputTokens,
        OutputTokens: usage.outputTokens,
        requestId: response.headers.get('x-request-id'),
      },
    ])
    for (const secret of ['family', '28 euros', 'Rules'])
      expect(JSON.stringify(figures())).not.toContain(secret)
  })

  it('is settled too where the model broke off, under a number the visitor can name', async () => {
    const guide = await newGuide()
    printed.mockClear()
    await app.bedrock.script({
      on: 'chat',
      reply: 'one two three four five',
      failAfterWords: 3,
      exception: 'modelStreamErrorException',
    })
    const complained = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const response = await guide.ask()
    const id = response.headers.get('x-request-id')
    expect((await eventsOf(response)).at(-1)).toMatchObject({
      type: 'problem',
      problem: { code: 'model-failed', requestId: id },
    })
    expect(JSON.parse(String(complained.mock.calls[0]![0]))).toMatchObject({ what: 'answer', requestId: id })
    complained.mockRestore()
    const { bot, owner } = await guide.spentInTheEnd()
    expect(bot).toBeGreaterThan(0)
    expect(bot).toBeLessThan(deps().costOf({ inputTokens: 1_000, outputTokens: 50, embeddingTokens: 0 }))
    expect(owner).toBe(bot)
    const failed = { AnswerFailures: 1, Reason: 'model-failed', Throttled: 0, Unanswered: 0 }
    await expect.poll(figures).toContainEqual(expect.objectContaining(failed))
  })

  it('is settled too where the visitor stops', async () => {
    const guide = await newGuide()
    await app.bedrock.script({ on: 'chat', reply: 'word '.repeat(200), wordDelayMs: 20 })
    const stop = new AbortController()
    const reading = (async () => {
      for await (const event of readAnswer(await guide.ask({ signal: stop.signal }))) {
        if (event.type === 'text') stop.abort()
      }
    })()
    await reading.catch((error: Error) => expect(error.name).toBe('AbortError'))
    expect((await guide.spentInTheEnd()).bot).toBeLessThan(
      deps().costOf({ inputTokens: 1_000, outputTokens: 100, embeddingTokens: 0 }),
    )
  })

  it('is settled too where the reader goes away without a word', async () => {
    const guide = await newGuide()
    const response = await guide.ask()
    await response.body!.cancel()
    const { bot, owner } = await guide.spentInTheEnd()
    expect(owner).toBe(bot)
  })

  it('is nothing where the conversation cannot be opened', async () => {
    const guide = await newGuide()
    const get = vi.spyOn(deps().conversations, 'get').mockRejectedValue(new Error('the table is away'))
    const body = JSON.stringify({ question: 'Hello?', conversationId: 'chat_1' })
    await expect((await guide.ask({ body })).text()).rejects.toThrow('the table is away')
    get.mockRestore()
    await expect.poll(guide.spent).toMatchObject({ bot: 0, owner: 0 })
  })
})

describe('a budget that is spent', () => {
  it('turns visitors away before any model is called, says when it opens, and is counted', async () => {
    const guide = await newGuide()
    await guide.spend(1_000_000)
    await app.bedrock.clearCalls()
    printed.mockClear()
    const response = await guide.ask()
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(24 * 60 * 60)
    expect((await response.json()).error).toMatchObject({
      code: 'limit-reached',
      message: 'This guide has answered as much as it may today.',
    })
    expect(await app.bedrock.calls()).toEqual([])
    expect(figures()).toMatchObject([{ Throttled: 1, Reason: 'limit-reached' }])
    expect((await guide.spent()).owner ?? 0).toBe(0)
  })

  it('is not touched by a visitor who is turned away for asking too often', async () => {
    const guide = await newGuide()
    vi.spyOn(deps().questions, 'count').mockRejectedValueOnce(
      Object.assign(new Error('too often'), { code: 'too-many-requests' }),
    )
    const complained = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect((await guide.ask()).status).toBe(500)
    complained.mockRestore()
    expect(await guide.spent()).toMatchObject({ bot: 0, owner: 0 })
  })
})
