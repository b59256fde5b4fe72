import { subscribe } from 'node:diagnostics_channel'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ingestDocument } from '#lib/core/ingestion/ingest-document.ts'
import { deps } from './deps.ts'
import { ingestionDepsHere } from './ingestion/ingestion-deps.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'
import { upload } from './testing/upload.ts'

/**
 * Where the app is hosted nothing may be left to do once a response is there: the process may be frozen, or ended.
 * Watched are the calls of AWS, by what Node tells of its HTTP clients.
 */
const calls = { begun: 0, ended: 0 }
for (const [channel, counter] of [
  ['http.client.request.start', 'begun'],
  ['http.client.response.finish', 'ended'],
  ['http.client.request.error', 'ended'],
  ['http2.client.stream.start', 'begun'],
  ['http2.client.stream.close', 'ended'],
] as const)
  subscribe(channel, () => {
    calls[counter]++
  })

/** Longer than the next turn of anything that was begun and not waited for. */
const A_WHILE_MS = 30

const NOWHERE = '/api/[...unknown]'

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
beforeAll(async () => {
  app = await startTestApp()
  owner = await app.newOwner()
})
afterAll(() => app.close())

it('nothing is begun or under way once a response has been read to its end', async () => {
  const said: [string, number][] = []
  const walked = new Set<string>()
  const at = async (what: string, call: () => Promise<Response>) => {
    const before = calls.begun
    const response = await call()
    const text = await response.text()
    const { begun, ended } = calls
    expect([what, begun - ended]).toEqual([what, 0])
    await wait(A_WHILE_MS)
    expect([what, calls.begun - begun]).toEqual([what, 0])
    said.push([what, begun - before])
    expect([what, response.status < 300]).toEqual([what, true])
    return text
  }
  const routes = app.routes.filter(({ path }) => path !== NOWHERE)
  const ask = (method: Parameters<typeof app.call>[0], path: string, init?: RequestInit) => {
    const route = routes.find(one => one.method === method && isOf(one.path, path))
    walked.add(`${method} ${route!.path}`)
    return app.call(method, path, init)
  }
  const call = async (method: Parameters<typeof owner.call>[0], path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${owner.token}` }
    const init = { headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const text = await at(`${method} ${path}`, () => ask(method, path, init))
    return text ? JSON.parse(text) : null
  }

  const { bot } = await call('POST', '/api/bots', { name: 'Museum' })
  const here = `/api/bots/${bot.id}`
  const document = await upload(owner, bot.id, 'Rules.txt', 'A family ticket costs 28 euros.')
  expect(await ingestDocument(ingestionDepsHere(deps()), document)).toEqual({ outcome: 'ready' })
  const broken = await upload(owner, bot.id, 'Broken.txt', 'A family ticket costs 28 euros.')
  await call('POST', `${here}/documents`, { name: 'Not sent.txt', size: 5 })
  const failure = { reason: 'The model was busy.', nextStep: 'Try again.', retryable: true }
  await deps().documents.advance(broken, { from: ['waiting'] }, { status: 'failed', failure })
  await call('POST', `${here}/documents/${broken.id}/retry`)
  await call('GET', '/api/bots')
  await call('GET', here)
  await call('PATCH', here, { published: true })
  await call('GET', `${here}/documents`)
  await call('GET', `${here}/documents/${document.id}`)
  await call('GET', `${here}/documents/${document.id}/text/0`)
  await call('PATCH', `${here}/documents/${document.id}`, { name: 'House rules' })
  await call('POST', `${here}/search-preview`, { question: 'What does a family ticket cost?' })
  await call('POST', `${here}/test-question`)
  const { ticket } = await call('POST', `${here}/ticket`)
  const asVisitor = { authorization: `Bearer ${ticket}` }
  let answer = ''
  for (const question of ['What does a family ticket cost?', 'Who was Napoleon?'])
    answer = await at(question, () =>
      ask('POST', '/api/chat', { headers: asVisitor, body: JSON.stringify({ question }) }),
    )
  const [, conversation] = /"conversationId":"(\w+)"/.exec(answer)!
  await at('what was said', () => ask('GET', `/api/chat/${conversation}`, { headers: asVisitor }))
  const stopped = { headers: asVisitor, body: JSON.stringify({ askId: 'ask_1' }) }
  await at('a stop', () => ask('POST', '/api/chat/stop', stopped))
  const frame = await at('the frame', () =>
    ask('GET', `/embed/${bot.id}`, { headers: { 'sec-fetch-dest': 'document' } }),
  )
  const [, visitors] = /"ticket":"([\w.-]+)"/.exec(frame)!
  const renewed = { body: JSON.stringify({ ticket: visitors }) }
  await at('another ticket', () => ask('POST', `/api/embed/${bot.id}/ticket`, renewed))
  await at('the look', () => ask('GET', `/api/embed/${bot.id}/look`))
  await at('health', () => ask('GET', '/api/health'))
  await call('DELETE', `${here}/documents/${document.id}`)
  await call('DELETE', here)
  await call('DELETE', '/api/account')
  expect([...walked].toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted())
  // What it counts is there to be counted.
  expect(said.filter(([, count]) => count > 0).length).toBeGreaterThan(12)
}, 60_000)

/** Whether a route's path, `/api/bots/[botId]`, is that of a request. */
function isOf(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/\[\w+\]/g, '[^/]+')}$`).test(path)
}
