import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** As a process that has just begun would answer. */
async function ask(path = '/api/health') {
  vi.resetModules()
  const { health } = await import('./health.ts')
  const response = await health(new Request(`http://127.0.0.1${path}`))
  return { status: response.status, ...(await response.json()) }
}

it('tells the truth: all is well, a table is gone, the settings are missing', async () => {
  expect(await ask()).toEqual({
    ...{ status: 200, ok: true },
    checks: {
      ...{ guides: 'ok', passages: 'ok', files: 'ok', secret: 'ok', models: 'ok' },
      'sign-in': 'ok',
    },
  })
  const dynamo = new DynamoDBClient({ endpoint: app.awsUrl })
  await dynamo.send(new DeleteTableCommand({ TableName: process.env.DOCENT_VECTORS_TABLE }))
  expect(await ask()).toMatchObject({ status: 503, ok: false, checks: { guides: 'ok', passages: 'failed' } })
  expect(await ask('/api/health?shallow')).toEqual({ status: 200, ok: true, checks: {} })
  vi.stubEnv('DOCENT_BUCKET', '')
  expect(await ask()).toEqual({ status: 503, ok: false, checks: { settings: 'failed' } })
  vi.unstubAllEnvs()
})

it.each([
  ['files', { DOCENT_BUCKET: 'no-such-bucket' }],
  ['models', { AWS_ENDPOINT_URL_BEDROCK: 'http://127.0.0.1:9' }],
  ['sign-in', { DOCENT_USER_POOL_ID: 'us-east-1_nowhere' }],
  ['answers', { DOCENT_CHAT_URL: 'http://127.0.0.1:9/' }],
  ['guides', { DOCENT_BOTS_TABLE: 'docent-nothing' }],
])(
  'tells that %s do not answer where they are elsewhere',
  async (part, settings) => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
    expect(await ask()).toMatchObject({ status: 503, ok: false, checks: { [part]: 'failed' } })
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  },
  20_000,
)

it.each([
  // The function's own URL; an API Gateway that knows no such method; a firewall or a gateway that wants a key.
  ...([405, 403, 401, 400].map(status => [status, 'ok']) as [number, string][]),
  ...([200, 301, 404, 429, 500, 503].map(status => [status, 'failed']) as [number, string][]),
])(
  'takes %s from where answers come from for %s: it is there, and wants to be asked otherwise',
  async (status, state) => {
    const elsewhere = createServer((_, response) => response.writeHead(status).end())
    await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve))
    const { port } = elsewhere.address() as AddressInfo
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    vi.stubEnv('DOCENT_CHAT_URL', `http://127.0.0.1:${port}/prod/`)
    expect((await ask()).checks.answers).toBe(state)
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    elsewhere.closeAllConnections()
    await new Promise(resolve => elsewhere.close(resolve))
  },
)
