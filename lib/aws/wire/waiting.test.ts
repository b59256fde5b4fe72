import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readBody } from './read-body.ts'
import { isSilent, ok, type ScriptedService, scriptedService } from './testing/scripted-service.ts'
import { Waiting, WaitingCall } from './waiting.ts'

let service: ScriptedService
beforeEach(async () => {
  service = await scriptedService()
})
afterEach(() => service.close())

const IMPATIENT = { connectionTimeout: 100, socketTimeout: 200 }
const call = (options: Parameters<ScriptedService['client']>[0]) =>
  service
    .client({ attempts: 1, patience: IMPATIENT, ...options })
    .call({ path: '/', headers: {}, body: '{}', readsOnly: true }, answer => readBody(answer, 1_000))

/** Our own event loop does nothing else for so long. */
function beBusy(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

describe('a service', () => {
  it('that takes a call and says nothing is given up', async () => {
    service.does(isSilent)
    await expect(call({})).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'The service was silent for 200 ms.',
    })
    await expect.poll(() => service.sockets[0]!.destroyed).toBe(true)
  })

  it('that falls silent within its answer is given up', async () => {
    service.does(answer => void answer.writeHead(200).write('{'))
    await expect(call({})).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'The service was silent for 200 ms.',
    })
  })

  it('that goes on speaking is not, however long it takes', async () => {
    service.does(answer => {
      let left = 6
      answer.writeHead(200)
      const timer = setInterval(() => {
        answer.write('.')
        if (--left > 0) return
        clearInterval(timer)
        answer.end()
      }, 80)
    })
    expect(String(await call({}))).toBe('......')
  })

  it('to which no connection comes about is given up', async () => {
    // It takes the connection and never answers the handshake.
    const deaf = createServer(socket => void socket.resume().on('error', () => undefined)).listen(
      0,
      '127.0.0.1',
    )
    await once(deaf, 'listening')
    const endpoint = `https://127.0.0.1:${(deaf.address() as AddressInfo).port}`
    const message = 'The service could not be connected to for 100 ms.'
    await expect(call({ endpoint })).rejects.toMatchObject({ name: 'TimeoutError', message })
    deaf.close()
  })
})

it('nobody is blamed for our own lateness', async () => {
  service.does(ok('"there"'))
  const calls = [call({}), call({})]
  for (let turn = 0; turn < 6; turn++) {
    beBusy(300)
    await new Promise(resolve => setImmediate(resolve))
  }
  expect((await Promise.all(calls)).map(String)).toEqual(['"there"', '"there"'])
})

it('a call that waits for a connection of ours is neither given up nor in the way of others', () => {
  vi.useFakeTimers()
  try {
    const waiting = new Waiting(IMPATIENT)
    const giveUp = vi.fn()
    const queued = new WaitingCall(giveUp)
    waiting.add(queued)
    expect(() => vi.advanceTimersByTime(10_000)).not.toThrow()
    expect(giveUp).not.toHaveBeenCalled()
    waiting.delete(queued)
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
