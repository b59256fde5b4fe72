import { afterAll, afterEach, beforeAll, beforeEach, expect, it, type MockInstance, vi } from 'vitest'
import { DocentError } from '#lib/core/errors.ts'
import { deps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let ticket: string
let put: MockInstance

beforeAll(async () => {
  app = await startTestApp()
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()
  ticket = (await (await owner.call('POST', `/api/bots/${bot.id}/ticket`)).json()).ticket
})
afterAll(() => app.close())
beforeEach(() => {
  put = vi.spyOn(deps().metrics, 'put')
})
afterEach(() => void vi.restoreAllMocks())

function ask(body: unknown = { question: 'Who is there?' }, by = ticket) {
  return app.call('POST', '/api/chat', {
    headers: { authorization: `Bearer ${by}` },
    body: JSON.stringify(body),
  })
}

const FAILED = { Questions: 1, AnswerFailures: 1 }

it('a question is counted as failed where the key of the tickets cannot be read', async () => {
  const away = new DocentError('unavailable', 'We cannot check who asks.', 'Ask again in a minute.')
  vi.spyOn(deps().tickets, 'verify').mockRejectedValueOnce(away)
  expect((await ask()).status).toBe(503)
  expect(put.mock.calls).toEqual([[FAILED, 'unavailable']])
})

it('a question is counted as failed, once, where the tables are gone', async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const gone = new Error('Requested resource not found')
  vi.spyOn(deps().bots, 'get').mockRejectedValue(gone)
  vi.spyOn(deps().questions, 'count').mockRejectedValue(gone)
  vi.spyOn(deps().budget, 'reserveQuestion').mockRejectedValue(gone)
  expect((await ask()).status).toBe(500)
  expect(put.mock.calls).toEqual([[FAILED, 'unexpected']])
})

it('what its sender did wrong is not counted', async () => {
  expect((await ask(undefined, `${ticket.slice(0, -2)}xx`)).status).toBe(401)
  expect((await ask({ question: 7 })).status).toBe(400)
  expect((await ask({ question: 'x'.repeat(70_000) })).status).toBe(413)
  vi.spyOn(deps().bots, 'get').mockResolvedValue(null)
  expect((await ask()).status).toBe(404)
  expect(put).not.toHaveBeenCalled()
})
