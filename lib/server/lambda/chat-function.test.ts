import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readAnswer } from '#lib/client/read-answer.ts'
import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import { APP_URL, type TestApp } from '../testing/test-app.ts'
import { settled, upload } from '../testing/upload.ts'
import { Tickets } from '../tickets.ts'
import { startTestFunctions, type TestFunctions } from './testing/test-functions.ts'

type Owner = Awaited<ReturnType<TestApp['newOwner']>>
let cloud: TestFunctions
let app: TestApp
let owner: Owner
let botId: string
let ticket: string

beforeAll(async () => {
  cloud = await startTestFunctions()
  app = cloud.app
  owner = await app.newOwner()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  ticket = (await (await owner.call('POST', `/api/bots/${botId}/ticket`)).json()).ticket
  const document = await upload(owner, botId, 'rules.txt', 'A family ticket costs 28 euros.')
  expect(await settled(owner, document)).toMatchObject({ status: 'ready' })
})
afterAll(() => cloud.close())
beforeEach(async () => {
  await app.bedrock.clearScript()
  await app.bedrock.clearCalls()
})

const QUESTION = 'What does a family ticket cost?'

interface Call {
  question?: string
  headers?: Record<string, string>
  signal?: AbortSignal
  askId?: string
}
function ask({ question = QUESTION, headers = {}, signal, askId }: Call = {}, url = cloud.chatUrl) {
  return fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ question, askId }),
    signal,
  })
}

async function eventsOf(response: Response): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = []
  for await (const event of readAnswer(response)) events.push(event)
  return events
}

async function messages(conversationId: string) {
  const response = await app.call('GET', `/api/chat/${conversationId}`, {
    headers: { authorization: `Bearer ${ticket}` },
  })
  return (await response.json()).messages
}

const answering = async () =>
  (await app.bedrock.calls()).find(({ lastUserText }) => lastUserText.includes('<question>'))

describe('an answer from the Function URL', () => {
  it('comes from the documents that the ingest function prepared', async () => {
    const response = await ask()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = await eventsOf(response)
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(['start', 'sources', 'text'])
    expect(events.map(event => (event.type === 'text' ? event.delta : '')).join('')).toContain('28 euros')
    expect(events.at(-1)).toMatchObject({ type: 'done', summary: { answered: true } })
  })

  it('arrives word by word, while the model is still writing', async () => {
    await app.bedrock.script({ on: 'chat', reply: 'word '.repeat(40), wordDelayMs: 25 })
    for await (const event of readAnswer(await ask())) {
      if (event.type !== 'text') continue
      expect(await answering()).toMatchObject({ finished: false })
      break
    }
  })

  it('is recorded before the function may be frozen: nothing is left to do when the stream has ended', async () => {
    const events = await eventsOf(await ask())
    const start = events.find(event => event.type === 'start')!
    expect(await messages(start.conversationId)).toHaveLength(2)
  })
})

describe('who may not ask is refused before any model is called', () => {
  const issue = (grant: Partial<Parameters<Tickets['issue']>[0]>, now = Date.now()) =>
    new Tickets(process.env.DOCENT_TICKET_KEY!).issue(
      { bot: botId, site: '', visitor: 'visitor_1', role: 'visitor', ...grant },
      now,
    ).ticket
  const forged = (change: object) => {
    const [payload, signature] = ticket.split('.') as [string, string]
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...change }
    return `${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
  }

  it.each<[string, () => Record<string, string>, number]>([
    ['no ticket', () => ({ authorization: '' }), 401],
    ['nonsense for a ticket', () => ({ authorization: 'Bearer nonsense' }), 401],
    ['a ticket that is over', () => bearer(issue({}, Date.now() - 11 * 60_000)), 401],
    ['a ticket with its end put off', () => bearer(forged({ exp: 9_999_999_999 })), 401],
    ['a ticket rewritten for another bot', () => bearer(forged({ bot: 'bot_other' })), 401],
    [
      'a ticket signed with another key',
      () =>
        bearer(
          new Tickets('x'.repeat(32)).issue(
            { bot: botId, site: '', visitor: 'v', role: 'visitor' },
            Date.now(),
          ).ticket,
        ),
      401,
    ],
    [
      'an owner’s ticket for a bot of somebody else',
      () => bearer(issue({ role: 'owner', visitor: 'stranger' })),
      404,
    ],
    ['a visitor’s ticket for a bot that is not published', () => bearer(issue({})), 404],
    ['a ticket for a bot that is gone', () => bearer(issue({ bot: 'bot_gone' })), 404],
    ['a page that is not ours', () => ({ origin: 'https://elsewhere.example' }), 401],
  ])('%s', async (_, headers, status) => {
    const response = await ask({ headers: headers() })
    expect(response.status).toBe(status)
    expect((await response.json()).error.nextStep).not.toBe('')
    expect(await app.bedrock.calls()).toEqual([])
  })

  it('also with another bot’s conversation', async () => {
    const other = (await (await owner.call('POST', '/api/bots', { name: 'Other' })).json()).bot.id
    const started = (await eventsOf(await ask())).find(event => event.type === 'start')!
    await app.bedrock.clearCalls()
    const otherTicket = (await (await owner.call('POST', `/api/bots/${other}/ticket`)).json()).ticket
    const response = await fetch(cloud.chatUrl, {
      method: 'POST',
      headers: bearer(otherTicket),
      body: JSON.stringify({ question: QUESTION, conversationId: started.conversationId }),
    })
    const text = await response.text()
    expect(text).not.toContain('28 euros')
    expect((await messages(started.conversationId)).length).toBe(2)
  })

  it.each(['GET', 'PUT', 'DELETE'])('%s is no way to ask', async method => {
    const response = await fetch(cloud.chatUrl, { method, headers: bearer(ticket) })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  function bearer(value: string): Record<string, string> {
    return { authorization: `Bearer ${value}` }
  }
})

describe('a browser on our own page', () => {
  it('is let in by the Function URL alone: the handler says nothing of origins', async () => {
    const response = await ask({ headers: { origin: APP_URL } })
    expect(response.headers.get('access-control-allow-origin')).toBe(APP_URL)
    await response.text()
  })

  it('asks first whether it may, and the function does not hear of it', async () => {
    const before = cloud.functions.chat.log().length
    const response = await fetch(cloud.chatUrl, {
      method: 'OPTIONS',
      headers: { origin: APP_URL, 'access-control-request-method': 'POST' },
    })
    expect(response.headers.get('access-control-allow-methods')).toBe('POST')
    expect(cloud.functions.chat.log()).toHaveLength(before)
  })
})

describe('Stop', () => {
  async function stopAfterAWord(url: string): Promise<string> {
    await app.bedrock.script({ on: 'chat', reply: 'word '.repeat(60), wordDelayMs: 25 })
    const stop = new AbortController()
    let conversationId = ''
    const reading = (async () => {
      for await (const event of readAnswer(await ask({ signal: stop.signal }, url))) {
        if (event.type === 'start') conversationId = event.conversationId
        if (event.type === 'text') stop.abort()
      }
    })()
    await expect(reading).rejects.toThrow()
    await expect.poll(async () => (await messages(conversationId)).length, { timeout: 10_000 }).toBe(2)
    return conversationId
  }

  it('reaches the model where the function’s stream closes with its caller’s', async () => {
    const [, answer] = await messages(await stopAfterAWord(cloud.tellingChatUrl))
    expect(answer).toMatchObject({ summary: { stopped: true }, problem: null })
    expect(answer.summary.usage.outputTokens).toBeGreaterThan(0)
    await vi.waitFor(async () => expect(await answering()).toMatchObject({ aborted: true, finished: false }))
  })

  it('that is told reaches the model though AWS does not tell of its caller; nobody else can', async () => {
    await app.bedrock.script({ on: 'chat', reply: 'word '.repeat(200), wordDelayMs: 25 })
    const tell = (bearer: string) =>
      app.call('POST', '/api/chat/stop', {
        headers: { authorization: `Bearer ${bearer}` },
        body: JSON.stringify({ askId: 'ask-1' }),
      })
    const other = { bot: botId, site: '', visitor: 'somebody-else', role: 'visitor' as const }
    const stranger = new Tickets(process.env.DOCENT_TICKET_KEY!).issue(other, Date.now()).ticket
    let told = false
    const events: AnswerEvent[] = []
    for await (const event of readAnswer(await ask({ askId: 'ask-1' }))) {
      events.push(event)
      if (event.type !== 'text' || told) continue
      told = true
      expect((await tell(stranger)).status).toBe(404)
      expect((await tell(ticket)).status).toBe(204)
    }
    expect(events.at(-1)).toMatchObject({ type: 'done', summary: { stopped: true } })
    expect(await answering()).toMatchObject({ aborted: true, finished: false })
  })

  it('of a caller that AWS does not tell of and who says nothing: the answer is finished, metered and kept', async () => {
    const [, answer] = await messages(await stopAfterAWord(cloud.chatUrl))
    expect(answer).toMatchObject({ summary: { stopped: false }, problem: null })
    expect(answer.summary.usage.outputTokens).toBeGreaterThan(0)
    expect(await answering()).toMatchObject({ aborted: false, finished: true })
  })
})
