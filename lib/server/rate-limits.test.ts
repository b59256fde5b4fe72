import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({
    settings: {
      DOCENT_FRAMES_PER_ADDRESS: '3',
      DOCENT_REQUESTS_PER_OWNER: '4',
      DOCENT_TRUSTED_PROXIES: '1',
    },
  })
})
afterAll(() => app.close())

it('one network address opens so many chats a minute; others go on, and the notice says when to come back', async () => {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()
  await owner.call('PATCH', `/api/bots/${bot.id}`, { published: true })
  const open = (address: string) =>
    app.call('GET', `/embed/${bot.id}`, {
      headers: { 'sec-fetch-dest': 'iframe', 'x-forwarded-for': address },
    })
  // Seven are one too many, also where a minute ends among them.
  const opened = await Promise.all(Array.from({ length: 7 }, (_, at) => open(`2001:db8::${at}`)))
  const refused = opened.find(({ status }) => status === 429)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused?.text()).toMatch(
    /Many chats were opened.*Wait \d+ seconds, then load the page again\./,
  )
  expect((await open('2001:db8:1::1')).status).toBe(200)
})

it('one network address renews, stops, reads and asks for the look so often a minute, each by itself; others go on', async () => {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()
  await owner.call('PATCH', `/api/bots/${bot.id}`, { published: true })
  const opened = await app.call('GET', `/embed/${bot.id}`, {
    headers: { 'sec-fetch-dest': 'document', 'x-forwarded-for': '203.0.113.9' },
  })
  const { ticket } = JSON.parse(
    /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(await opened.text())![1]!,
  )
  const calls = {
    renews: (address: string) =>
      app.call('POST', `/api/embed/${bot.id}/ticket`, {
        headers: { 'x-forwarded-for': address },
        body: JSON.stringify({ ticket }),
      }),
    stops: (address: string) =>
      app.call('POST', '/api/chat/stop', {
        headers: { 'x-forwarded-for': address, authorization: `Bearer ${ticket}` },
        body: JSON.stringify({ askId: 'ask-1' }),
      }),
    reads: (address: string) =>
      app.call('GET', '/api/chat/conv_01J00000000000000000000000', {
        headers: { 'x-forwarded-for': address, authorization: `Bearer ${ticket}` },
      }),
    looks: (address: string) =>
      app.call('GET', `/api/embed/${bot.id}/look`, { headers: { 'x-forwarded-for': address } }),
  }
  for (const [what, call] of Object.entries(calls)) {
    expect([what, (await call('203.0.113.1')).status]).not.toEqual([what, 429])
    // Seven are one too many, also where a minute ends among them.
    const answers = await Promise.all(Array.from({ length: 7 }, () => call('203.0.113.2')))
    const refused = answers.find(({ status }) => status === 429)
    expect(Number(refused?.headers.get('retry-after')), what).toBeGreaterThan(0)
    expect((await refused!.json()).error).toMatchObject({ code: 'too-many-requests' })
    expect((await call('203.0.113.3')).status).not.toBe(429)
  }
})

it('one owner sends so many requests a minute; another goes on', async () => {
  const [busy, other] = [await app.newOwner(), await app.newOwner()]
  const statuses = await Promise.all(
    Array.from({ length: 12 }, () => busy.call('POST', '/api/bots', { name: 'Museum' })),
  )
  const refused = statuses.find(({ status }) => status === 429)
  expect((await refused!.json()).error).toMatchObject({
    code: 'too-many-requests',
    message: 'Your account sends very many requests.',
  })
  expect((await other.call('GET', '/api/bots')).status).toBe(200)
})
