import type { IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Packets } from './packets.ts'
import { type ScriptedService, scriptedService } from './testing/scripted-service.ts'

let service: ScriptedService
beforeEach(async () => {
  service = await scriptedService()
})
afterEach(() => service.close())

it('reads ahead of a slow reader a little, and loses nothing', async () => {
  const bytes = 20 * 1_048_576
  service.does(answer => void answer.writeHead(200).end(Buffer.alloc(bytes, 'x')))
  const call = { path: '/', headers: {}, body: '', readsOnly: true }
  const answer = await service.client().call(call, async (message: IncomingMessage) => message)
  const packets = new Packets(answer)
  await expect.poll(() => answer.isPaused()).toBe(true)
  let read = 0
  while (await packets.more()) {
    for (let packet = packets.take(); packet; packet = packets.take()) read += packet.length
  }
  expect(read).toBe(bytes)
  expect(packets.take()).toBeNull()
})
