import { getEventListeners } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AwsService } from './aws-service.ts'
import { readBody } from './read-body.ts'
import {
  breaksOff,
  hangsUp,
  isSilent,
  ok,
  refused,
  type ScriptedService,
  scriptedService,
} from './testing/scripted-service.ts'

let service: ScriptedService
beforeEach(async () => {
  service = await scriptedService()
})
afterEach(() => {
  vi.restoreAllMocks()
  service.close()
})

const read = async (answer: IncomingMessage) => String(await readBody(answer, 1_000))
const write = (client: AwsService, signal?: AbortSignal) =>
  client.call({ path: '/', headers: {}, body: '{"a":1}', readsOnly: false }, read, signal)
const look = (client: AwsService) =>
  client.call({ path: '/', headers: {}, body: '{}', readsOnly: true }, read)
/** Waits with jitter are no time at all. */
const withoutWaits = () => void vi.spyOn(Math, 'random').mockReturnValue(0)

describe('what is repeated', () => {
  it.each([
    ['broken on their side', refused(500, 'InternalServerError')],
    ['not available', refused(503, 'ServiceUnavailable')],
    ['throttled', refused(400, 'ProvisionedThroughputExceededException')],
    ['too many', refused(429, 'Anything')],
    [
      'a proxy that does not reach it',
      (answer: Parameters<typeof hangsUp>[0]) => void answer.writeHead(502).end('<html>'),
    ],
    ['closed without a word', hangsUp],
  ])('%s: the same call, up to three times more', async (_, failure) => {
    withoutWaits()
    service.does(failure, failure, failure, ok('"there"'))
    expect(await write(service.client())).toBe('"there"')
    expect(service.calls.map(({ body }) => body)).toEqual(Array(4).fill('{"a":1}'))
    service.calls.length = 0
    service.does(failure)
    await expect(write(service.client())).rejects.toBeInstanceOf(Error)
    expect(service.calls).toHaveLength(4)
  })

  it.each([
    ['a refusal', refused(400, 'ValidationException')],
    ['a condition that failed', refused(400, 'ConditionalCheckFailedException')],
    ['a stranger', refused(403, 'AccessDeniedException')],
  ])('%s: not', async (_, failure) => {
    service.does(failure)
    await expect(write(service.client())).rejects.toMatchObject({
      message: 'No.',
      $metadata: { requestId: 'R1' },
    })
    expect(service.calls).toHaveLength(1)
  })

  it('an answer that broke off: what only reads, never what was applied', async () => {
    withoutWaits()
    service.does(breaksOff, ok('"there"'))
    expect(await look(service.client())).toBe('"there"')
    service.does(breaksOff, ok())
    await expect(write(service.client())).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(service.calls).toHaveLength(3)
  })

  it('nobody there: until somebody is', async () => {
    withoutWaits()
    service.sockets.length = 0
    service.close()
    await expect(write(service.client())).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'ECONNREFUSED',
    })
  })

  it('less and less when everything fails, and as ever when it works again', async () => {
    withoutWaits()
    service.does(refused(500, 'InternalServerError'))
    const client = service.client()
    for (let call = 0; call < 20; call++) await write(client).catch(() => undefined)
    const before = service.calls.length
    await write(client).catch(() => undefined)
    expect(service.calls.length - before).toBe(1)
    service.does(ok())
    for (let call = 0; call < 20; call++) await write(client)
    service.does(refused(500, 'InternalServerError'), ok())
    await write(client)
  })

  it('after as long as the service asks', async () => {
    withoutWaits()
    service.does(refused(503, 'ServiceUnavailable', { 'retry-after': '0.2' }), ok())
    const begun = performance.now()
    await write(service.client())
    expect(performance.now() - begun).toBeGreaterThan(190)
  })

  it('not when the caller gives up while it waits', async () => {
    const aborting = new AbortController()
    service.does(refused(503, 'ServiceUnavailable', { 'retry-after': '4' }))
    const call = write(service.client(), aborting.signal)
    await expect.poll(() => service.calls.length).toBe(1)
    aborting.abort(new Error('Enough.'))
    await expect(call).rejects.toThrow('Enough.')
  })
})

describe('connections', () => {
  it('are kept, the last one used first', async () => {
    const client = service.client()
    await Promise.all([write(client), write(client)])
    for (let call = 0; call < 3; call++) await write(client)
    expect(service.sockets).toHaveLength(2)
    expect(new Set(service.calls.slice(2).map(({ connection }) => connection)).size).toBe(1)
  })

  it('that the service closed while they lay idle cost nothing but a new one, at once', async () => {
    const random = vi.spyOn(Math, 'random')
    const client = service.client({ attempts: 1 })
    service.does(ok(), hangsUp, ok('"there"'))
    await write(client)
    expect(await write(client)).toBe('"there"')
    expect(service.calls.map(({ connection }) => connection)).toEqual([1, 1, 2])
    // Without a wait, which would be jittered.
    expect(random).not.toHaveBeenCalled()
  })

  it('end with a call that is aborted, before its answer and within', async () => {
    const closed = () => expect.poll(() => service.sockets.every(socket => socket.destroyed)).toBe(true)
    service.does(isSilent)
    const early = new AbortController()
    const call = write(service.client(), early.signal)
    await expect.poll(() => service.calls.length).toBe(1)
    early.abort(new Error('Enough.'))
    await expect(call).rejects.toThrow('Enough.')
    await closed()
    service.does(answer => void answer.writeHead(200).write('half'))
    const late = new AbortController()
    const answer = await service
      .client()
      .call({ path: '/', headers: {}, body: '', readsOnly: false }, async m => m, late.signal)
    late.abort(new Error('Enough.'))
    await expect(readBody(answer, 100)).rejects.toThrow('Enough.')
    await closed()
  })

  it('end with an answer that has no end', async () => {
    service.does(answer => {
      answer.writeHead(200)
      answer.write('x'.repeat(2_000))
    })
    await expect(write(service.client())).rejects.toThrow('more than 1000 bytes')
    await expect.poll(() => service.sockets.every(socket => socket.destroyed)).toBe(true)
  })

  it('leave nothing at a signal that lives on', async () => {
    const { signal } = new AbortController()
    const client = service.client()
    for (let call = 0; call < 3; call++) await write(client, signal)
    await expect.poll(() => getEventListeners(signal, 'abort')).toEqual([])
  })

  it('are not made for what was aborted before', async () => {
    await expect(write(service.client(), AbortSignal.abort(new Error('Enough.')))).rejects.toThrow('Enough.')
    expect(service.sockets).toHaveLength(0)
  })
})

describe('a clock that is wrong', () => {
  const late = { date: new Date(Date.now() + 3_600_000).toUTCString() }
  const hourOf = (call = -1) => String(service.calls.at(call)!.headers['x-amz-date']).slice(9, 11)

  it('is set by the refusal that says so, once for all calls', async () => {
    service.does(refused(403, 'InvalidSignatureException', late), ok())
    const client = service.client({ attempts: 1 })
    await write(client)
    expect(service.calls).toHaveLength(2)
    expect(hourOf(0)).not.toBe(hourOf(1))
    await write(client)
    expect(hourOf()).toBe(hourOf(1))
  })

  it('is not what a wrong secret is', async () => {
    service.does(refused(403, 'InvalidSignatureException'))
    await expect(write(service.client())).rejects.toMatchObject({ name: 'InvalidSignatureException' })
    expect(service.calls).toHaveLength(1)
  })

  it('is not learned from any other refusal', async () => {
    service.does(refused(400, 'ValidationException', late))
    await expect(write(service.client())).rejects.toMatchObject({ name: 'ValidationException' })
    expect(service.calls).toHaveLength(1)
  })
})

it('sends the token of a session, and the length of its body in bytes', async () => {
  const credentials = async () => ({ accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 'token/+=' })
  const client = service.client({ credentials })
  await client.call({ path: '/a%3Ab', headers: {}, body: '"é😀"', readsOnly: false }, read)
  const { headers, url, body } = service.calls[0]!
  expect(headers).toMatchObject({
    'x-amz-security-token': 'token/+=',
    'content-length': '8',
    'user-agent': 'docent',
  })
  expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,')
  expect({ url, body }).toEqual({ url: '/a%3Ab', body: '"é😀"' })
})
