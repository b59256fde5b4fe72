import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { InvokeWithResponseStreamCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lambdaStream } from '#lib/aws/lambda-stream.ts'
import { encodeFrame } from '../event-stream.ts'
import { testAccount } from '../testing/aws-target.ts'
import type { LocalFunction } from './function.ts'
import { serveLambda } from './invoke-service.ts'
import { smallFunctions } from './testing/small-functions.ts'

const small = smallFunctions()
const served: { close(): Promise<void> }[] = []
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', testAccount.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', testAccount.secretAccessKey)
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  for (const lambda of served) await lambda.close()
  await small.close()
})

async function serve(fn: LocalFunction): Promise<string> {
  const lambda = await serveLambda({ account: testAccount, functions: [fn] })
  served.push(lambda)
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', lambda.url)
  return lambda.url
}

const streaming = (body: string, limits = {}) =>
  small.write(
    `export const handler = awslambda.streamifyResponse(async (event, stream) => { ${body} })`,
    limits,
  )
const call = (event: object, name = 'small') => lambdaStream('us-east-1', name, 5_000)(event)
const answer = async (event: object) => (await buffer(await call(event))).toString()

it('streams what the function writes, whole and unchanged, as its bytes come', async () => {
  await serve(
    streaming(`stream.write(event.said); await new Promise(resolve => setTimeout(resolve, 20))
      for (let i = 0; i < 300; i++) stream.write(Buffer.alloc(10_000, i % 256)); stream.end()`),
  )
  const bytes = await buffer(await call({ said: 'Füchse 🦊' }))
  const said = Buffer.from('Füchse 🦊')
  expect(bytes.subarray(0, said.length)).toEqual(said)
  expect(bytes).toHaveLength(said.length + 3_000_000)
  expect(bytes.at(-1)).toBe(299 % 256)
})

it('tells of a function that fails before it writes, and after', async () => {
  await serve(
    streaming(`if (event.first) await new Promise(done => stream.write('half', done))
      throw new TypeError('no such page')`),
  )
  await expect(answer({})).rejects.toThrow('small failed: TypeError no such page')
  await expect(answer({ first: true })).rejects.toThrow('small failed: Unhandled')
})

it('tells of a function that is cut off at its time limit', async () => {
  await serve(streaming('await new Promise(() => setInterval(() => {}, 1_000))', { timeoutMs: 300 }))
  await expect(answer({})).rejects.toThrow('small failed: Sandbox.Timedout')
})

it('ends a call in which nothing was said for too long, before the first word and after', async () => {
  await serve(
    streaming(
      `if (event.first) await new Promise(done => stream.write('half', done))
    await new Promise(resolve => setTimeout(resolve, 5_000)); stream.end()`,
      { concurrency: 2 },
    ),
  )
  const impatient = async (event: object) => buffer(await lambdaStream('us-east-1', 'small', 300)(event))
  await expect(impatient({})).rejects.toMatchObject({ code: 'unavailable' })
  await expect(impatient({ first: true })).rejects.toThrow()
})

it('does not take a stream that ends without a word of its end for a whole one', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
    response.end(
      encodeFrame(
        {
          ':event-type': 'PayloadChunk',
          ':content-type': 'application/octet-stream',
          ':message-type': 'event',
        },
        'half',
      ),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await expect(answer({})).rejects.toThrow('small broke off.')
  await new Promise(resolve => server.close(resolve))
})

it('turns away more calls than the function may take, which is an outage to whoever calls', async () => {
  await serve(
    streaming(`stream.write('a'); await new Promise(resolve => setTimeout(resolve, 2_000)); stream.end()`),
  )
  const first = await call({})
  await expect(call({})).rejects.toMatchObject({
    code: 'unavailable',
    cause: { name: 'TooManyRequestsException' },
  })
  expect((await buffer(first)).toString()).toBe('a')
})

it('refuses another function, another key, another operation, and what is no JSON', async () => {
  const url = await serve(streaming('stream.end(JSON.stringify(event))'))
  await expect(call({}, 'large')).rejects.toMatchObject({ cause: { name: 'ResourceNotFoundException' } })
  const client = (secretAccessKey: string) =>
    new LambdaClient({
      region: 'us-east-1',
      endpoint: url,
      credentials: { accessKeyId: testAccount.accessKeyId, secretAccessKey },
    })
  const send = (Payload: string, secret = testAccount.secretAccessKey) =>
    client(secret).send(new InvokeWithResponseStreamCommand({ FunctionName: 'small', Payload }))
  await expect(send('{}', 'wrong')).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
  await expect(send('{')).rejects.toMatchObject({ name: 'InvalidRequestContentException' })
  const path = `${url}/2021-11-15/functions/small/response-streaming-invocations`
  expect((await fetch(path, { method: 'POST', body: '{}' })).status).toBe(403)
})
