import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiRoute } from '#lib/core/contract/api-route.ts'
import { pathParameters } from '#lib/core/contract/path-parameters.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { APP_URL, startTestApp, type TestApp } from './testing/test-app.ts'
import { watchedWire } from './testing/watched-wire.ts'
import { Tickets } from './tickets.ts'

const STRANGE = ['x'.repeat(3_000), 'x'.repeat(65), '\u0000', 'a/b', 'a b', '../a', '"', 'ä', '𝕏', '#', '%']
const withIds = Object.values<ApiRoute>(routes).filter(({ path }) => path.includes('['))

let app: TestApp
let wire: Awaited<ReturnType<typeof watchedWire>>
let token: string
let botId: string
let ticket: string

beforeAll(async () => {
  app = await startTestApp()
  wire = await watchedWire(app.awsUrl)
  for (const service of ['DYNAMODB', 'S3']) process.env[`AWS_ENDPOINT_URL_${service}`] = wire.url
  const owner = await app.newOwner()
  token = owner.token
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
  const grant = { bot: botId, site: '', visitor: claims.sub, role: 'owner' as const }
  ticket = new Tickets('a-test-key-a-test-key-a-test-key-a-test-key').issue(grant, Date.now()).ticket
})
afterAll(async () => {
  await app.close()
  await wire.close()
})

/** Everything about it is right but one id. */
function ask({ method, path, caller }: ApiRoute, ids: Record<string, string>) {
  const filled = path.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(ids[name] ?? botId))
  const body = JSON.stringify({ name: 'a.txt', size: 5, question: 'Who?', ticket })
  return app.call(method, filled, {
    headers: { authorization: `Bearer ${caller === 'owner' ? token : ticket}` },
    ...(method !== 'GET' && method !== 'DELETE' && { body }),
  })
}

it('knows the form of whatever stands in a path', () => {
  const named = withIds.flatMap(({ path }) => [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name!))
  expect(named.length).toBeGreaterThan(15)
  expect(Object.keys(pathParameters).toSorted()).toEqual([...new Set(named)].toSorted())
})

it.each(withIds.map(route => [`${route.method} ${route.path}`, route] as const))(
  '%s says of every strange id that there is nothing, and asks no store',
  async (_, route) => {
    for (const [, name] of route.path.matchAll(/\[(\w+)\]/g)) {
      for (const id of STRANGE) {
        const before = wire.bytesSent()
        const { status } = await ask(route, { [name!]: id })
        expect({ id, status, asked: wire.bytesSent() - before }).toEqual({ id, status: 404, asked: 0 })
      }
    }
  },
)

it('the frame says so as a page, on whichever site it stands', async () => {
  for (const id of STRANGE) {
    const before = wire.bytesSent()
    const response = await app.call('GET', `/embed/${encodeURIComponent(id)}`, {
      headers: { referer: `${APP_URL}/` },
    })
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('This guide is not available')
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(wire.bytesSent()).toBe(before)
  }
})

it('a body may name no such id either', async () => {
  const headers = { authorization: `Bearer ${ticket}` }
  for (const id of [...STRANGE, '\ud800']) {
    const named: [string, object, string][] = [
      ['/api/chat', { question: 'Who is there?', conversationId: id }, ticket],
      ['/api/chat', { question: 'Who is there?', askId: id }, ticket],
      ['/api/chat', { messages: [{ role: 'user', content: 'Who?' }], conversationId: id }, ticket],
      ['/api/chat/stop', { askId: id }, ticket],
      [`/api/bots/${botId}/documents`, { name: 'a.txt', size: 5, replaces: id }, token],
    ]
    for (const [path, body, credential] of named) {
      const { status } = await app.call('POST', path, {
        headers: { ...headers, authorization: `Bearer ${credential}` },
        body: JSON.stringify(body),
      })
      expect({ path, body, status }).toEqual({ path, body, status: 400 })
    }
  }
})
