import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { healthWatch } from './watch-health.ts'

const MINUTE = 60_000

let server: Server
let answer: RequestListener
let asked: string[]
let logged: string[]
beforeEach(async () => {
  asked = []
  logged = []
  server = createServer((request, response) => {
    asked.push(request.url!)
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  vi.spyOn(process.stderr, 'write').mockImplementation(line => logged.push(String(line)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
  server.closeAllConnections()
  return new Promise(resolve => server.close(resolve))
})

const says =
  (status: number, body: string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }
const WELL = '{"ok":true,"checks":{"guides":"ok"}}'

/** A watch, the minutes it lives through and what it counts. */
function watching(healthUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`) {
  const figures: unknown[] = []
  const time = { now: 0 }
  const watch = healthWatch({
    settings: { healthUrl: healthUrl || null },
    metrics: { put: one => figures.push(one) },
    clock: () => time.now,
    limitMs: 300,
  })
  return { watch, figures, time }
}

it('asks the public address every five minutes, however often the sweep comes, and counts what fails', async () => {
  answer = says(200, WELL)
  const { watch, figures, time } = watching()
  for (let minute = 0; minute < 11; minute++) {
    // The schedule is not on the dot.
    time.now = minute * MINUTE + (minute % 2 ? 400 : 0)
    await watch()
  }
  expect(asked).toEqual(['/api/health', '/api/health', '/api/health'])
  expect(figures).toEqual([{ HealthFails: 0 }, { HealthFails: 0 }, { HealthFails: 0 }])
  expect(logged).toEqual([])
})

it.each<[string, RequestListener, RegExp]>([
  [
    'names the part that does not answer',
    says(503, '{"ok":false,"checks":{"guides":"ok","secret":"failed"}}'),
    /503: secret/,
  ],
  ['says that it is well with a status that does not', says(503, WELL), /answered 503\./],
  ['has an error page', says(500, '<h1>Error</h1>'), /answered 500/],
  ['has another page in its place', says(200, '<h1>Hello</h1>'), /answered 200/],
  ['hangs', () => {}, /http:\/\/127\.0\.0\.1:\d+\/api\/health did not answer within 0\.3 s/],
  ['hangs up', request => request.socket.destroy(), /fetch failed/],
  ['does not end', (_, response) => void response.writeHead(200).write('{'), /timeout|terminated|aborted/i],
])('an address that %s is a failure of its own, and of nothing else', async (_, answering, said) => {
  answer = answering
  const { watch, figures } = watching()
  await expect(watch()).resolves.toBeUndefined()
  expect(figures).toEqual([{ HealthFails: 1 }])
  expect(logged.join('')).toMatch(said)
})

it('asks nobody where no public address is known', async () => {
  const { watch, figures } = watching('')
  await watch()
  expect([asked, figures]).toEqual([[], []])
})
