import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '#lib/core/ingestion/sweep.ts'
import { deps } from '../deps.ts'
import { ingestionDepsHere } from '../ingestion/ingestion-deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

type Owner = Awaited<ReturnType<TestApp['newOwner']>>

async function newBot(owner: Owner): Promise<string> {
  return (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
}

/** The sweep as it runs some minutes later. */
async function sweepLater(minutes: number): Promise<void> {
  const later = { ...ingestionDepsHere(deps()), clock: () => Date.now() + minutes * 60_000 }
  await sweep({ ...later, ingest: async () => undefined }, (_, error) => {
    throw error
  })
}

it('a sign-in that outlives its account makes, changes and publishes nothing', async () => {
  const owner = await app.newOwner()
  const botId = await newBot(owner)
  expect((await owner.call('DELETE', '/api/account')).status).toBe(204)
  for (const [method, path, body] of [
    ['POST', '/api/bots', { name: 'Again' }],
    ['PATCH', `/api/bots/${botId}`, { published: true }],
    ['POST', `/api/bots/${botId}/documents`, { name: 'a.txt', size: 5 }],
    ['POST', `/api/bots/${botId}/ticket`, undefined],
  ] as const) {
    const response = await owner.call(method, path, body)
    expect([path, response.status]).toEqual([path, 401])
    expect((await response.json()).error.message).toMatch(/^This account is deleted/)
  }
  expect((await owner.call('DELETE', '/api/account')).status).toBe(204)
})

it('tickets of its guides end with it, an owner’s and a visitor’s', async () => {
  const owner = await app.newOwner()
  const botId = await newBot(owner)
  await owner.call('PATCH', `/api/bots/${botId}`, { published: true })
  const { ticket: owners } = await (await owner.call('POST', `/api/bots/${botId}/ticket`)).json()
  const frame = await (
    await app.call('GET', `/embed/${botId}`, { headers: { 'sec-fetch-dest': 'document' } })
  ).text()
  const visitors = JSON.parse(
    /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(frame)![1]!,
  ).ticket
  await owner.call('DELETE', '/api/account')
  for (const ticket of [owners, visitors]) {
    const headers = { authorization: `Bearer ${ticket}` }
    const asked = await app.call('POST', '/api/chat', {
      headers,
      body: JSON.stringify({ question: 'Open?' }),
    })
    expect(asked.status).toBe(404)
    const renewed = await app.call('POST', `/api/embed/${botId}/ticket`, { body: JSON.stringify({ ticket }) })
    expect(renewed.status).toBeGreaterThanOrEqual(401)
  }
})

it('guides that are made while it is being deleted do not outlive it', async () => {
  const owner = await app.newOwner()
  const made = Array.from({ length: 12 }, () => owner.call('POST', '/api/bots', { name: 'Museum' }))
  const deleted = owner.call('DELETE', '/api/account')
  const more = Array.from({ length: 12 }, () => owner.call('POST', '/api/bots', { name: 'Museum' }))
  const answers = await Promise.all([...made, ...more])
  expect((await deleted).status).toBe(204)
  // 503: so many at once get into each other's way, and are told to try again.
  for (const { status } of answers) expect([201, 401, 503]).toContain(status)
  // One that slipped in before the list was made is found by the sweep.
  await sweepLater(5)
  expect((await (await owner.call('GET', '/api/bots')).json()).bots).toEqual([])
})

it('what a deletion that broke off left behind is removed by the sweep, which then is done with it', async () => {
  const owner = await app.newOwner()
  const botId = await newBot(owner)
  const { accounts, bots } = deps()
  const { ownerId } = (await bots.get(botId))!
  await accounts.close(ownerId, new Date().toISOString())
  await sweepLater(5)
  expect(await bots.get(botId)).toBeNull()
  const before = () => accounts.listClosing(new Date(Date.now() + 600_000).toISOString(), 50)
  expect(await before()).toContain(ownerId)
  await sweepLater(6)
  expect(await before()).not.toContain(ownerId)
  expect(await accounts.isClosed(ownerId)).toBe(true)
})
