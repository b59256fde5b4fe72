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
    checks: { guides: 'ok', passages: 'ok', files: 'ok', secret: 'ok', models: 'ok' },
  })
  const dynamo = new DynamoDBClient({ endpoint: app.awsUrl })
  await dynamo.send(new DeleteTableCommand({ TableName: process.env.DOCENT_VECTORS_TABLE }))
  expect(await ask()).toMatchObject({ status: 503, ok: false, checks: { guides: 'ok', passages: 'failed' } })
  expect(await ask('/api/health?shallow')).toEqual({ status: 200, ok: true, checks: {} })
  vi.stubEnv('DOCENT_BUCKET', '')
  expect(await ask()).toEqual({ status: 503, ok: false, checks: { settings: 'failed' } })
  vi.unstubAllEnvs()
})
