import { afterAll, beforeAll, expect, it } from 'vitest'
import { APP_URL, startTestApp, type TestApp } from '../testing/test-app.ts'

const EMBED_URL = 'https://embed.example.com'

let app: TestApp
let bot: string
let script: string

beforeAll(async () => {
  app = await startTestApp({ settings: { DOCENT_EMBED_URL: `${EMBED_URL}/` } })
  const owner = await app.newOwner()
  bot = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  await owner.call('PATCH', `/api/bots/${bot}`, {
    published: true,
    allowedSites: ['https://shop.example.com'],
  })
  script = (await (await owner.call('GET', `/api/bots/${bot}`)).json()).script
})
afterAll(() => app.close())

async function openFrame() {
  const headers = { 'sec-fetch-dest': 'iframe', referer: 'https://shop.example.com/' }
  const html = await (await app.call('GET', `/embed/${bot}`, { headers })).text()
  return JSON.parse(/<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)![1]!)
}

async function askFrom(origin: string): Promise<number> {
  const { ticket } = await openFrame()
  const headers = { authorization: `Bearer ${ticket}`, origin }
  const response = await app.call('POST', '/api/chat', {
    headers,
    body: JSON.stringify({ question: 'Who?' }),
  })
  return response.status
}

it('the line for other sites names the second origin', () => {
  expect(script).toContain(`src="${EMBED_URL}/docent.js"`)
})

it('a frame renews its ticket where it lives', async () => {
  expect((await openFrame()).ticketUrl).toBe(`/api/embed/${bot}/ticket`)
})

it('frames may ask from both of our origins, and from nowhere else', async () => {
  expect(await askFrom(EMBED_URL)).toBe(200)
  expect(await askFrom(APP_URL)).toBe(200)
  expect(await askFrom('https://shop.example.com')).toBe(401)
})
