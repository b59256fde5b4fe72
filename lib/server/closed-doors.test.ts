import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiRoute } from '#lib/core/contract/api-route.ts'
import { routes as contract } from '#lib/core/contract/routes.ts'
import type { RouteOfApp } from './testing/route-tree.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'
import { watchedWire } from './testing/watched-wire.ts'
import { Tickets } from './tickets.ts'

/** Routes that anybody may call, each with its reason. Every other route, also one added later, must be closed. */
const OPEN: Record<string, string> = {
  'GET /api/health': 'says which part of the installation answers, and no more',
  'GET /api/embed/[botId]/look': 'the colour of a published bot and nothing else, see bot-look.test.ts',
  'GET /embed/[botId]': 'the frame: gives a ticket for published bots only, see embed.test.ts',
}
/** What is no route: it answers anybody that there is nothing. */
const NOWHERE = '/api/[...unknown]'

let app: TestApp
let wire: Awaited<ReturnType<typeof watchedWire>>
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let stranger: Awaited<ReturnType<TestApp['newOwner']>>
let ids: { bot: string; otherBot: string; document: string; conversation: string }
const key = 'a-test-key-a-test-key-a-test-key-a-test-key'
const tickets = new Tickets(key)

beforeAll(async () => {
  app = await startTestApp()
  wire = await watchedWire(app.awsUrl)
  for (const service of ['DYNAMODB', 'S3', 'BEDROCK_RUNTIME'])
    process.env[`AWS_ENDPOINT_URL_${service}`] = wire.url
  owner = await app.newOwner()
  stranger = await app.newOwner()
  const bot = await newBot(owner)
  const { document } = await (
    await owner.call('POST', `/api/bots/${bot}/documents`, { name: 'rules.txt', size: 5 })
  ).json()
  ids = {
    bot,
    otherBot: await newBot(stranger),
    document: document.id,
    conversation: 'chat_01J00000000000000000000000',
  }
})
afterAll(async () => {
  await app.close()
  await wire.close()
})

async function newBot(person: typeof owner): Promise<string> {
  return (await (await person.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
}

function nameOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path}`
}

function closedRoutes(): RouteOfApp[] {
  return app.routes.filter(route => !(nameOf(route) in OPEN) && route.path !== NOWHERE)
}

function byTicket(route: RouteOfApp): boolean {
  const promised: ApiRoute[] = Object.values(contract)
  return promised.some(({ caller, ...one }) => caller === 'ticket' && nameOf(one) === nameOf(route))
}

function pathOf(route: RouteOfApp): string {
  return route.path
    .replace('[botId]', ids.bot)
    .replace('[documentId]', ids.document)
    .replace('[piece]', '0')
    .replace('[conversationId]', ids.conversation)
}

/** A body that every route could accept, were its caller let in. */
function bodyOf(route: RouteOfApp, ticket?: string) {
  if (route.method === 'GET' || route.method === 'DELETE') return undefined
  return JSON.stringify({ name: 'a.txt', size: 5, question: 'Who is there?', ticket: ticket ?? 'none' })
}

async function walk(credential: (route: RouteOfApp) => string | null, routes = closedRoutes()) {
  await app.bedrock.clearCalls()
  const before = wire.bytesSent()
  const answers: Record<string, number> = {}
  for (const route of routes) {
    const token = credential(route)
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    const response = await app.call(route.method, pathOf(route), {
      headers,
      body: bodyOf(route, token ?? undefined),
    })
    answers[`${route.method} ${route.path}`] = response.status
  }
  return { answers, bytes: wire.bytesSent() - before, modelCalls: await app.bedrock.calls() }
}

function expectAllClosed({ answers, bytes, modelCalls }: Awaited<ReturnType<typeof walk>>) {
  for (const [route, status] of Object.entries(answers))
    expect({ route, status }).toEqual({ route, status: 401 })
  expect(bytes).toBe(0)
  expect(modelCalls).toEqual([])
}

describe('every route of the app', () => {
  it('is found: the walk would notice a new one', () => {
    expect(app.routes.length).toBeGreaterThanOrEqual(15)
    for (const open of Object.keys(OPEN)) expect(app.routes.map(nameOf)).toContain(open)
  })

  it('stands in the contract, as open or closed as that says, and the contract names no other', () => {
    const api = app.routes.filter(({ path }) => path.startsWith('/api/') && path !== NOWHERE)
    const promised: ApiRoute[] = Object.values(contract)
    expect(api.map(nameOf).toSorted()).toEqual(promised.map(nameOf).toSorted())
    const anybody = promised.filter(({ caller }) => caller === 'anybody').map(nameOf)
    expect(anybody).toEqual(Object.keys(OPEN).filter(name => name.includes(' /api/')))
  })

  it('is closed to nobody, before any call to a store or a model', async () => {
    expectAllClosed(await walk(() => null))
  })

  it('is closed to a token of nonsense', async () => {
    expectAllClosed(await walk(() => 'not.a.token'))
  })

  it('is closed to a forged sign-in: the payload was changed after signing', async () => {
    const [header, payload, signature] = stranger.token.split('.') as [string, string, string]
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url')
    expectAllClosed(await walk(() => `${header}.${forged}.${signature}`))
  })

  it('is closed to an expired ticket and to one that was never ours', async () => {
    const grant = { bot: ids.bot, site: '', visitor: 'visitor_1', role: 'visitor' as const }
    const twoDaysAgo = Date.now() - 2 * 86_400_000
    expectAllClosed(await walk(() => tickets.issue(grant, twoDaysAgo).ticket))
    expectAllClosed(
      await walk(() => new Tickets('another-key-another-key-another-key!').issue(grant, Date.now()).ticket),
    )
  })

  it('is closed to a ticket whose payload was changed, or that is signed for another use', async () => {
    const { ticket } = tickets.issue(
      { bot: ids.otherBot, site: '', visitor: 'v', role: 'visitor' },
      Date.now(),
    )
    const payload = Buffer.from(
      JSON.stringify({ bot: ids.bot, site: '', visitor: 'v', role: 'owner', exp: Date.now() }),
    ).toString('base64url')
    expectAllClosed(await walk(() => `${payload}.${ticket.split('.')[1]}`))
    const bare = createHmac('sha256', key).update(payload).digest('base64url')
    expectAllClosed(await walk(() => `${payload}.${bare}`))
  })

  it('takes no sign-in where a ticket is wanted, and no ticket where a sign-in is wanted', async () => {
    const { ticket } = tickets.issue({ bot: ids.bot, site: '', visitor: 'v', role: 'visitor' }, Date.now())
    expectAllClosed(await walk(() => owner.token, closedRoutes().filter(byTicket)))
    expectAllClosed(
      await walk(
        () => ticket,
        closedRoutes().filter(route => !byTicket(route)),
      ),
    )
  })

  it('shows another owner nothing of a bot and what it owns', async () => {
    const withBot = closedRoutes().filter(({ path }) => path.startsWith('/api/bots/[botId]'))
    expect(withBot.length).toBeGreaterThanOrEqual(9)
    const { answers, modelCalls } = await walk(() => stranger.token, withBot)
    for (const [route, status] of Object.entries(answers))
      expect({ route, status }).toEqual({ route, status: 404 })
    expect(modelCalls).toEqual([])
    expect((await owner.call('GET', `/api/bots/${ids.bot}`)).status).toBe(200)
    expect((await owner.call('GET', `/api/bots/${ids.bot}/documents/${ids.document}`)).status).toBe(200)
  })

  it('does not renew a ticket of another bot', async () => {
    const { ticket } = tickets.issue(
      { bot: ids.otherBot, site: '', visitor: 'v', role: 'visitor' },
      Date.now(),
    )
    const before = wire.bytesSent()
    const response = await app.call('POST', `/api/embed/${ids.bot}/ticket`, {
      body: JSON.stringify({ ticket }),
    })
    expect(response.status).toBe(401)
    expect(wire.bytesSent()).toBe(before)
  })

  it('answers a visitor of an unpublished bot as if there were none', async () => {
    const { ticket } = tickets.issue({ bot: ids.bot, site: '', visitor: 'v', role: 'visitor' }, Date.now())
    const { answers, modelCalls } = await walk(() => ticket, closedRoutes().filter(byTicket))
    for (const [route, status] of Object.entries(answers))
      expect({ route, status }).toEqual({ route, status: 404 })
    expect(modelCalls).toEqual([])
  })

  it('does not make an owner of a stranger who holds an owner’s ticket for a bot that is not theirs', async () => {
    const { ticket } = tickets.issue(
      { bot: ids.bot, site: '', visitor: 'stranger', role: 'owner' },
      Date.now(),
    )
    const response = await app.call('POST', '/api/chat', {
      headers: { authorization: `Bearer ${ticket}` },
      body: JSON.stringify({ question: 'Who is there?' }),
    })
    expect(response.status).toBe(404)
    expect(await app.bedrock.calls()).toEqual([])
  })
})
