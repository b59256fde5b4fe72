import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PATIENCE, PATIENCE_WITH_FILES } from './patience.ts'
import { s3Client } from './s3-file-store.ts'
import { s3VectorsClient } from './s3-remote-vectors.ts'
import { secretsClient } from './ticket-secret.ts'
import { bedrockService } from './wire/bedrock-service.ts'
import { wireEncoder } from './wire/wire-encoder.ts'

/** Takes every call and says nothing. */
let silent: Server
const sockets = new Set<Socket>()
beforeEach(async () => {
  silent = createServer(socket => void sockets.add(socket)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  for (const service of ['DYNAMODB', 'S3', 'S3VECTORS', 'SECRETS_MANAGER', 'BEDROCK_RUNTIME'])
    vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, url)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
})
afterEach(() => {
  vi.unstubAllEnvs()
  for (const socket of sockets) socket.destroy()
  silent.close()
})

it('every client of a service stops waiting for one that says nothing', async () => {
  const patient = async (client: { config: { requestHandler: object } }) =>
    (client.config.requestHandler as { configProvider: Promise<typeof PATIENCE> }).configProvider
  expect(await patient(secretsClient('us-east-1'))).toMatchObject(PATIENCE)
  expect(await patient(s3Client('us-east-1', null))).toMatchObject(PATIENCE_WITH_FILES)
  expect(await patient(s3VectorsClient('us-east-1'))).toMatchObject(PATIENCE_WITH_FILES)
})

it('and says so', async () => {
  const client = secretsClient('us-east-1')
  const handler = client.config.requestHandler as unknown as NodeHttpHandler
  handler.updateHttpClientConfig('socketTimeout', 200)
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'docent' }))).rejects.toMatchObject({
    name: 'TimeoutError',
  })
  expect(sockets.size).toBeGreaterThan(1)
})

it('nor does whoever compares texts wait for a model without end', async () => {
  const place = { region: 'us-east-1', profile: null }
  const model = ['amazon.titan-embed-text-v2:0', 256, 'titan', 200] as const
  const encoder = wireEncoder(bedrockService(place), ...model)
  for (const signal of [undefined, new AbortController().signal])
    await expect(encoder.encode('Dogs', signal)).rejects.toMatchObject({
      code: 'model-failed',
      retryAfter: 5,
    })
})
