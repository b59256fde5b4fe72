import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { dynamoClient } from '#lib/aws/testing/dynamo-client.ts'
import { MAX_QUESTION } from '#lib/core/chat/message.ts'
import { searchPreviewSchema } from '#lib/core/chat/search-preview-result.ts'
import { deps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { settled, upload } from '../testing/upload.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({
    worker: true,
    settings: { DOCENT_BUDGET_BOT_DAY_USD: '1', DOCENT_BUDGET_OWNER_MONTH_USD: '2' },
  })
})
afterAll(() => app.close())
beforeEach(() => app.bedrock.clearCalls())
afterEach(() => app.bedrock.clearScript())

/** Each with an owner of its own: how often one may ask is counted. */
async function newGuide(...texts: string[]) {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
  for (const [at, text] of texts.entries()) {
    const document = await upload(owner, bot.id, `Rules ${at + 1}.txt`, text)
    expect(await settled(owner, document)).toMatchObject({ status: 'ready' })
  }
  await app.bedrock.clearCalls()
  const search = (question: unknown) => owner.call('POST', `/api/bots/${bot.id}/search-preview`, { question })
  return { owner, bot, search }
}

const TICKETS = 'A family ticket for two adults and their children costs 28 euros.'
const DOGS = 'Assistance dogs are welcome in every gallery.'

describe('the search preview', () => {
  it('answers the passages found, best first, with their scores, marks and fates', async () => {
    const { search } = await newGuide(DOGS, TICKETS)
    const response = await search('  What does a family ticket cost? ')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const { passages, words, milliseconds } = searchPreviewSchema.parse(await response.json())
    expect(passages.map(({ text, fate }) => [text, fate])).toEqual([
      [TICKETS, 'read'],
      [DOGS, 'read'],
    ])
    expect(passages[0]).toMatchObject({ documentName: 'Rules 2.txt', start: 0, together: { points: 100 } })
    expect(passages[0]?.marks.text.map(({ start, end }) => TICKETS.slice(start, end))).toEqual([
      'family',
      'ticket',
      'costs',
    ])
    expect(passages[1]?.words.points).toBe(0)
    expect(words.map(({ word }) => word)).toEqual(['family', 'ticket', 'cost'])
    expect(milliseconds).toBeGreaterThanOrEqual(0)
  })

  it('finds what was found for the answer to the same question', async () => {
    const { owner, bot, search } = await newGuide(DOGS, TICKETS)
    const { ticket } = await (await owner.call('POST', `/api/bots/${bot.id}/ticket`)).json()
    const answer = await app.call('POST', '/api/chat', {
      headers: { authorization: `Bearer ${ticket}` },
      body: JSON.stringify({ question: 'Are dogs welcome?' }),
    })
    const [, sources] = /"sources":(\[.*?\])\}\}/.exec(await answer.text())!
    const told = (JSON.parse(sources!) as { text: string }[]).map(({ text }) => text)
    const { passages } = searchPreviewSchema.parse(await (await search('Are dogs welcome?')).json())
    expect(passages.filter(({ fate }) => fate === 'read').map(({ text }) => text)).toEqual(told)
  })

  it.each([
    ['emoji', '🦊🐳'],
    ['a function word', 'the'],
    ['a question mark', '?'],
    ['a script without spaces', '開館時間は？'],
    ['four thousand characters', 'word '.repeat(800).trim()],
  ])('takes a question of %s', async (_of, question) => {
    const { search } = await newGuide(TICKETS)
    const response = await search(question)
    expect(response.status).toBe(200)
    searchPreviewSchema.parse(await response.json())
  })

  it('finds nothing in a guide without documents', async () => {
    const { search } = await newGuide()
    expect(await (await search('Who is there?')).json()).toMatchObject({ passages: [] })
  })

  it.each([
    ['spaces', '   '],
    ['more than an answer is given to', 'x'.repeat(MAX_QUESTION + 1)],
    ['nothing', null],
    ['an object', { $ne: '' }],
  ])('refuses %s before anything is spent', async (_what, question) => {
    const { search } = await newGuide()
    const response = await search(question)
    expect(response.status).toBe(400)
    expect((await response.json()).error).toMatchObject({ code: 'invalid' })
    expect(await app.bedrock.calls()).toEqual([])
  })

  it('does not exist for another owner, nor for nobody', async () => {
    const { bot } = await newGuide(TICKETS)
    const stranger = await app.newOwner()
    const path = `/api/bots/${bot.id}/search-preview`
    expect((await stranger.call('POST', path, { question: 'Who is there?' })).status).toBe(404)
    const nobody = await app.call('POST', path, { body: JSON.stringify({ question: 'Who is there?' }) })
    expect(nobody.status).toBe(401)
    expect(await app.bedrock.calls()).toEqual([])
  })

  it('says so when the encoder is busy, and works again afterwards', async () => {
    const { search } = await newGuide(TICKETS)
    await app.bedrock.script({ on: 'embed', throttle: true, times: 1_000 })
    const response = await search('Is it busy?')
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    expect((await response.json()).error).toMatchObject({
      code: 'busy',
      message: 'The search is very busy at the moment.',
    })
    await app.bedrock.clearScript()
    expect((await search('Is it busy?')).status).toBe(200)
  })
})

describe('what a search preview may cost', () => {
  it('is limited like questions, and the refusal says when to come back', async () => {
    const { search } = await newGuide()
    // More than two windows let in: a minute may end meanwhile.
    const searches = 2 * deps().settings.limits.perVisitor + 1
    const responses = await Promise.all(Array.from({ length: searches }, () => search('Who is there?')))
    const refused = responses.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is paid from the budget and counted with the day, and no estimate is left', async () => {
    const { search, bot } = await newGuide(TICKETS)
    // A thousand tokens at two cents a million, twice; the guide's document cost eight.
    expect((await search('x'.repeat(MAX_QUESTION))).status).toBe(200)
    await app.bedrock.script({ on: 'embed', throttle: true, times: 1_000 })
    expect((await search(`${'y'.repeat(MAX_QUESTION)}`)).status).toBe(503)
    const { ownerId } = (await deps().bots.get(bot.id))!
    const today = new Date().toISOString().slice(0, 10)
    expect(await spent(`LIMIT#spent#owner#${ownerId}`, today.slice(0, 7))).toMatchObject({ spent: 48 })
    expect(await spent(`BOT#${bot.id}`, `DAY#${today}`)).toMatchObject({ microUsd: 48, searchTests: 2 })
  })

  it('is answered although it could not be counted, and that is logged', async () => {
    const { search } = await newGuide(TICKETS)
    const add = vi.spyOn(deps().days, 'add').mockRejectedValue(new Error('the table is away'))
    const complained = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect((await search('Who is there?')).status).toBe(200)
    expect(complained.mock.calls.flat().join()).toContain('the table is away')
    complained.mockRestore()
    add.mockRestore()
  })

  it('is refused where the budget is spent, without a call', async () => {
    const { search, bot } = await newGuide(TICKETS)
    const reservation = await deps().budget.reserve({ botId: bot.id, ownerId: 'somebody' }, 10)
    await reservation.settle(1_000_000)
    const response = await search('Who is there?')
    expect(response.status).toBe(429)
    expect((await response.json()).error.code).toBe('limit-reached')
    expect(await app.bedrock.calls()).toEqual([])
  })
})

async function spent(pk: string, sk: string) {
  const { region, botsTable } = deps().settings
  const get = new GetCommand({ TableName: botsTable, Key: { pk, sk }, ConsistentRead: true })
  return (await dynamoClient(region).send(get)).Item
}
