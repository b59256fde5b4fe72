import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP_URL, startTestApp, type TestApp } from '../testing/test-app.ts'

const SHOP = 'https://shop.example.com'

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let bot: string
let closed: string

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.newOwner()
  bot = await newBot({ published: true, allowedSites: [SHOP, 'https://*.example.org'] })
  closed = await newBot({ allowedSites: [SHOP] })
})
afterAll(() => app.close())

async function newBot(settings: Record<string, unknown>): Promise<string> {
  const { bot } = await (await owner.call('POST', '/api/bots', { name: '</script><b>Museum' })).json()
  await change(bot.id, settings)
  return bot.id
}

async function change(botId: string, settings: Record<string, unknown>) {
  expect((await owner.call('PATCH', `/api/bots/${botId}`, settings)).status).toBe(200)
}

/** As a browser asks for the frame on a page of `referer`. */
async function open(botId: string, headers: Record<string, string> = {}) {
  const response = await app.call('GET', `/embed/${botId}`, {
    headers: { 'sec-fetch-dest': 'iframe', ...headers },
  })
  const html = await response.text()
  const config = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1]
  return {
    status: response.status,
    html,
    headers: response.headers,
    policy: policyOf(response.headers.get('content-security-policy') ?? ''),
    frame: config ? JSON.parse(config) : null,
  }
}

function policyOf(header: string): Record<string, string> {
  return Object.fromEntries(
    header.split('; ').map(directive => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  )
}

function siteOf(ticket: string): string {
  return JSON.parse(Buffer.from(ticket.split('.')[0]!, 'base64url').toString()).site
}

async function renew(ticket: string, botId = bot) {
  return app.call('POST', `/api/embed/${botId}/ticket`, { body: JSON.stringify({ ticket }) })
}

describe('the frame', () => {
  it.each([
    ['a page of an allowed site', { referer: `${SHOP}/cart?a=b` }, SHOP],
    ['a page under an allowed domain', { referer: 'https://a.b.example.org/' }, 'https://a.b.example.org'],
    ['a page of our own', { referer: `${APP_URL}/bots` }, APP_URL],
    ['a tab of its own', { 'sec-fetch-dest': 'document', referer: 'https://evil.example/' }, APP_URL],
    ['a page that hides its address', {}, ''],
  ])('opens on %s, with a ticket for that site', async (_, headers, site) => {
    const { status, frame, policy } = await open(bot, headers as Record<string, string>)
    expect(status).toBe(200)
    expect(siteOf(frame.ticket)).toBe(site)
    expect(policy['frame-ancestors']).toBe(`'self' ${SHOP} https://*.example.org`)
  })

  it.each([
    ['another site', 'https://evil.example/'],
    ['a site whose name begins alike', `${SHOP}.evil.example/`],
    ['the bare domain of a wildcard', 'https://example.org/'],
    ['the same host without encryption', 'http://shop.example.com/'],
    ['a page that is no site', 'data:text/html,hello'],
  ])('gives no ticket on %s', async (_, referer) => {
    const { status, frame, html } = await open(bot, { referer })
    expect(status).toBe(404)
    expect(frame).toBeNull()
    expect(html).toContain('This guide is not available')
    expect(html).not.toContain('Museum')
  })

  it('gives no ticket for a bot that is not published, or not there, and lets any page say so', async () => {
    for (const id of [closed, 'bot_01J00000000000000000000000', 'a/b #']) {
      const { status, frame, html, policy } = await open(encodeURIComponent(id), { referer: `${SHOP}/` })
      expect({ status, frame }).toEqual({ status: 404, frame: null })
      expect(html).not.toContain('Museum')
      expect(policy['frame-ancestors']).toBe('*')
    }
  })

  it('closes with the bot: unpublished, then deleted', async () => {
    const id = await newBot({ published: true })
    expect((await open(id)).status).toBe(200)
    await change(id, { published: false })
    expect((await open(id)).status).toBe(404)
    await change(id, { published: true })
    await owner.call('DELETE', `/api/bots/${id}`)
    expect((await open(id)).status).toBe(404)
  })

  it('runs the one script and the one style whose hashes its policy names, and nothing else', async () => {
    const { html, policy, headers } = await open(bot, { referer: `${SHOP}/` })
    const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text]) => text!)
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, text]) => text!)
    expect(scripts.map(sha256)).toEqual([policy['script-src']])
    expect(styles.map(sha256)).toEqual([policy['style-src']])
    expect(policy).toMatchObject({ 'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'" })
    expect(html).not.toContain('</script><b>')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('tells a visitor no more of the bot than they need', async () => {
    const { frame } = await open(bot)
    expect(Object.keys(frame.bot).toSorted()).toEqual(
      ['accent', 'greeting', 'id', 'language', 'name', 'suggestedQuestions'].toSorted(),
    )
  })

  it('makes a new visitor each time it opens', async () => {
    const visitors = await Promise.all([open(bot), open(bot)])
    const [one, other] = visitors.map(({ frame }) =>
      JSON.parse(Buffer.from(frame.ticket.split('.')[0], 'base64url').toString()),
    )
    expect(one.visitor).not.toBe(other.visitor)
    expect([one.role, other.role]).toEqual(['visitor', 'visitor'])
  })
})

describe('renewing a ticket', () => {
  it('gives the same visitor another ten minutes', async () => {
    const { frame } = await open(bot, { referer: `${SHOP}/` })
    const response = await renew(frame.ticket)
    expect(response.status).toBe(200)
    const { ticket } = await response.json()
    const read = (text: string) => {
      const { exp, ...grant } = JSON.parse(Buffer.from(text.split('.')[0]!, 'base64url').toString())
      return { exp, grant }
    }
    const [before, after] = [read(frame.ticket), read(ticket)] as const
    expect(after.grant).toEqual(before.grant)
    expect(after.exp).toBeGreaterThanOrEqual(before.exp)
  })

  it('ends when the site is taken off the list, the bot is closed, or it is gone', async () => {
    const id = await newBot({ published: true, allowedSites: [SHOP] })
    const { frame } = await open(id, { referer: `${SHOP}/` })
    const status = async () => (await renew(frame.ticket, id)).status
    expect(await status()).toBe(200)
    await change(id, { allowedSites: ['https://other.example'] })
    expect(await status()).toBe(401)
    await change(id, { allowedSites: [SHOP], published: false })
    expect(await status()).toBe(404)
    await change(id, { published: true })
    expect(await status()).toBe(200)
    await owner.call('DELETE', `/api/bots/${id}`)
    expect(await status()).toBe(404)
  })

  it('refuses what is no ticket, by name', async () => {
    expect((await renew('x'.repeat(4_001))).status).toBe(400)
    expect((await renew('none')).status).toBe(401)
  })
})
