import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let botId: string

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.newOwner()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()).bot.id
})
afterAll(() => app.close())

const look = (id: string) => app.call('GET', `/api/embed/${encodeURIComponent(id)}/look`)
const change = (settings: object) => owner.call('PATCH', `/api/bots/${botId}`, settings)

it('tells nothing of a bot that is not published, as of one that is not there', async () => {
  const closed = await look(botId)
  expect([closed.status, await closed.text()]).toEqual([200, 'export default {"accent":null}'])
  const missing = await look('bot_01J00000000000000000000000')
  expect([missing.status, await missing.text()]).toEqual([200, 'export default {"accent":null}'])
  for (const id of ['../x', '"', ' ']) expect((await look(id)).status).toBe(404)
})

it('tells the colour of a published one and nothing else, to every site, and may be kept for some minutes', async () => {
  await change({ published: true, accent: '#2c6a4e' })
  const response = await look(botId)
  expect(await response.text()).toBe('export default {"accent":"#2c6a4e"}')
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': expect.stringMatching(/^public, max-age=\d+, stale-while-revalidate=\d+$/),
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  })
})

it('tells the new colour when it was changed, and none when it was switched off', async () => {
  await change({ accent: '#1f4fa8' })
  expect(await (await look(botId)).text()).toContain('#1f4fa8')
  await change({ published: false })
  expect(await (await look(botId)).text()).toContain('null')
})

it('has no place in the line to paste', async () => {
  const { script } = await (await owner.call('GET', `/api/bots/${botId}`)).json()
  expect(script).toMatch(/^<script src="[^"]+\/docent\.js" data-bot="bot_\w+" async><\/script>$/)
})
