import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { checkApp } from './check-app.ts'
import type { DoctorPlace } from './doctor-place.ts'

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise(resolve => (server ? server.close(resolve) : resolve(null)))
  server = undefined
})

/** What is found of an app that says these one after the other, and how long was waited in between. */
async function look(...states: string[]) {
  server = createServer((_, response) =>
    response.end(JSON.stringify({ ok: false, checks: { answers: states.shift() } })),
  )
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve))
  const pauses: number[] = []
  const place = {
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pause: async (ms: number) => void pauses.push(ms),
  } as unknown as DoctorPlace
  return { found: await checkApp.look(place, new AbortController().signal), pauses, left: states }
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
