import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listenOnOnePort } from '../one-port.ts'
import { testAccount } from '../testing/aws-target.ts'
import { createTestTable } from '../testing/dynamodb-test-table.ts'
import { createDynamodb } from './service.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-dynamodb-'))
})
afterEach(async () => {
  vi.useRealTimers()
  await rm(folder, { recursive: true, force: true })
})

test('sweeps by itself, as often as it was told', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const dynamodb = await createDynamodb({ folder, account: testAccount, sweepIntervalMs: 60_000 })
  const server = await listenOnOnePort(0, (request, response) => void dynamodb.handle(request, response))
  const client = new DynamoDBClient({
    region: testAccount.region,
    endpoint: `http://127.0.0.1:${server.port}`,
    credentials: testAccount,
  })
  const documents = DynamoDBDocumentClient.from(client)
  const TableName = 'swept'
  await createTestTable(client, TableName)
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
    }),
  )
  const anHourAgo = Math.floor(Date.now() / 1000) - 3600
  await documents.send(new PutCommand({ TableName, Item: { pk: 'a', sk: 'b', expiresAt: anHourAgo } }))
  const get = async () =>
    (await documents.send(new GetCommand({ TableName, Key: { pk: 'a', sk: 'b' } }))).Item

  vi.advanceTimersByTime(59_999)
  expect(await get()).toMatchObject({ pk: 'a' })
  vi.advanceTimersByTime(1)
  await vi.waitUntil(async () => (await get()) === undefined)

  client.destroy()
  await server.close()
  await dynamodb.close()
  expect(vi.getTimerCount()).toBe(0)
})
