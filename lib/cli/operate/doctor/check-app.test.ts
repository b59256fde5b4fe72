import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { checkApp } from './check-app.ts'
import { checkChat } from './check-chat.ts'
import type { DoctorPlace } from './doctor-place.ts'

const NEVER = new AbortController().signal

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise(resolve => (server ? server.close(resolve) : resolve(null)))
  server = undefined
})

/** An address that answers so. */
async function addressOf(answer: RequestListener): Promise<string> {
  server = createServer(answer)
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** What is found of an app that says these one after the other, and how long was waited in between. */
async function look(...states: string[]) {
  const pauses: number[] = []
  const place = {
    publicUrl: await addressOf((_, response) =>
      response.end(JSON.stringify({ ok: false, checks: { answers: states.shift() } })),
    ),
    patienceMs: 12_000,
    pause: async (ms: number) => void pauses.push(ms),
  } as unknown as DoctorPlace
  return { found: await checkApp.look(place, NEVER), pauses, left: states }
}

it('asks again what was slow once, when the server no longer says the same', async () => {
  const { found, pauses, left } = await look('slow', 'ok')
  expect(found).toMatchObject([{ state: 'ok', text: expect.stringContaining('well from inside: answers.') }])
  expect([pauses.length, left]).toEqual([1, []])
  expect(pauses[0]).toBeGreaterThan(5_000)
})

it('takes what is slow twice for wrong', async () => {
  const { found } = await look('slow', 'slow')
  expect(found).toMatchObject([{ state: 'wrong', text: expect.stringContaining('Asked twice, it was slow') }])
})

it('does not wait where all of it answered', async () => {
  expect((await look('failed')).pauses).toEqual([])
})

it.each<[string, RequestListener, RegExp]>([
  [
    'only where it is to say how it is',
    ({ url }, response) => void (url!.endsWith('shallow') && response.end('{"ok":true,"checks":{}}')),
    /the server runs, but says nothing within 0\.2 s of how it is: the log says why/,
  ],
  [
    'whatever is asked',
    () => {},
    /says nothing within 0\.2 s of how it is, and does not say that it runs \(/,
  ],
])('a server that hangs, %s, is wrong, not unknown', async (_, answer, words) => {
  const place = { publicUrl: await addressOf(answer), patienceMs: 200 } as DoctorPlace
  expect(await checkApp.look(place, NEVER)).toMatchObject([
    { state: 'wrong', text: expect.stringMatching(words) },
  ])
})

it('a chat that hangs is wrong, too', async () => {
  const chatUrl = await addressOf(() => {})
  const place = { settings: { chatUrl }, patienceMs: 200 } as DoctorPlace
  expect(await checkChat.look(place, NEVER)).toMatchObject([
    { state: 'wrong', text: expect.stringContaining(`${chatUrl} does not answer (`) },
  ])
})
