import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { dynamoClient } from '#lib/aws/testing/dynamo-client.ts'
import { type TestAnswer, testAnswerSchema } from '#lib/core/trial/test-answer.ts'
import { NO_LANGUAGE_MODEL } from '../../laptop/language-model.ts'
import { deps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { settled, upload } from '../testing/upload.ts'

const MODEL = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'
const TICKETS = 'A family ticket for two adults and their children costs 28 euros.'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({
    worker: true,
    languageModel: { ...NO_LANGUAGE_MODEL, id: MODEL },
    settings: { DOCENT_BUDGET_BOT_DAY_USD: '1', DOCENT_QUESTIONS_PER_VISITOR: '3' },
  })
})
afterAll(() => app.close())
beforeEach(() => app.bedrock.clearCalls())
afterEach(async () => {
  vi.restoreAllMocks()
  await app.bedrock.clearScript()
})

/** Each with an owner of its own: how often one may ask is counted. */
async function newGuide({ text = TICKETS, settings = {} } = {}) {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
  await owner.call('PATCH', `/api/bots/${bot.id}`, settings)
  if (text) {
    const document = await upload(owner, bot.id, 'Tickets.txt', text)
    expect(await settled(owner, document)).toMatchObject({ status: 'ready' })
  }
  await app.bedrock.clearCalls()
  return { owner, bot, ask: () => owner.call('POST', `/api/bots/${bot.id}/test-question`) }
}

const answerOf = async (response: Response): Promise<TestAnswer> => {
  expect(response.status).toBe(200)
  return testAnswerSchema.parse(await response.json())
}

describe('a test question', () => {
  it('is about the newest document, answered by the model, with time and cost', async () => {
    await app.bedrock.script({ on: 'chat', reply: 'It is about **tickets** [1].' })
    const { ask } = await newGuide()
    const answer = await answerOf(await ask())
    expect(answer).toMatchObject({
      question: 'What is “Tickets.txt” about, in one sentence?',
      answer: 'It is about tickets.',
      problem: null,
    })
    expect(answer.firstWordMs).toBeGreaterThan(0)
    expect(answer.totalMs).toBeGreaterThanOrEqual(answer.firstWordMs!)
    expect(answer.microUsd).toBeGreaterThan(0)
    const [, chat] = await app.bedrock.calls()
    expect(chat).toMatchObject({ model: MODEL, operation: 'ConverseStream' })
    expect(chat!.lastUserText).toContain(TICKETS)
  })

  it('is the first that the owner suggests, and goes to the model where answers are quotes as well', async () => {
    await app.bedrock.script({ on: 'chat', reply: 'Twenty-eight euros. [1]' })
    const settings = { suggestedQuestions: ['What does a family ticket cost?'], answers: 'quotes' }
    const { ask } = await newGuide({ settings })
    expect(await answerOf(await ask())).toMatchObject({
      question: 'What does a family ticket cost?',
      answer: 'Twenty-eight euros.',
    })
  })

  it('is paid and counted as a test, and leaves neither a conversation nor a question of the day', async () => {
    const { bot, ask } = await newGuide()
    const { microUsd } = await answerOf(await ask())
    const today = new Date().toISOString().slice(0, 10)
    const { botsTable, region } = deps().settings
    const dynamo = dynamoClient(region)
    const Key = { pk: `BOT#${bot.id}`, sk: `DAY#${today}` }
    const { Item: day } = await dynamo.send(new GetCommand({ TableName: botsTable, Key }))
    // The guide's document cost eight.
    expect(day).toMatchObject({ modelTests: 1, microUsd: microUsd + 8 })
    expect(day).not.toHaveProperty('questions')
    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: botsTable }))
    expect(Items.filter(({ pk, sk }) => pk === `BOT#${bot.id}` && String(sk).startsWith('CHAT#'))).toEqual([])
    dynamo.destroy()
  })

  it('says what the model had to say instead, with its time', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await app.bedrock.script({ on: 'chat', throttle: true, times: 20 })
    const { ask } = await newGuide()
    const { answer, problem, totalMs } = await answerOf(await ask())
    expect(answer).toBe('')
    expect(problem).toMatchObject({ code: 'busy', nextStep: expect.stringContaining('try again') })
    expect(totalMs).toBeGreaterThan(0)
  })

  it('needs a document, and costs nothing without one', async () => {
    const { ask } = await newGuide({ text: '' })
    const response = await ask()
    expect(response.status).toBe(409)
    expect((await response.json()).error).toMatchObject({
      message: 'There is no document to ask about yet.',
      nextStep: 'Add one under Knowledge; when it is ready, ask again.',
    })
    expect(await app.bedrock.calls()).toEqual([])
  })

  it('is limited as questions are', async () => {
    const { ask } = await newGuide()
    for (let n = 0; n < 3; n++) expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(429)
  })

  it('is its owner’s only', async () => {
    const { bot } = await newGuide({ text: '' })
    const stranger = await app.newOwner()
    expect((await stranger.call('POST', `/api/bots/${bot.id}/test-question`)).status).toBe(404)
  })
})
