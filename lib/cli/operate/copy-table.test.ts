import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../../local-aws/testing/aws-target.ts'
import { copyTable } from './copy-table.ts'

let target: AwsTarget
let client: DynamoDBClient
let live: string
let tables = 0

beforeAll(async () => {
  target = await openAwsTarget()
  const { region, endpoint, credentials } = target
  client = new DynamoDBClient({ region, endpoint, credentials })
  await makeTable('restored', ['pk', 'sk'])
  // Long values, so that one page of a scan does not hold them all.
  for (let from = 0; from < 60; from += 20) {
    await put(
      'restored',
      Array.from({ length: 20 }, (_, i) => ({ sk: `n${from + i}`, text: 'x'.repeat(30_000) })),
    )
  }
})
afterAll(async () => {
  client.destroy()
  await target.close()
})
beforeEach(async () => {
  live = `live${++tables}`
  await makeTable(live, ['pk', 'sk'])
  await put(live, [
    { sk: 'n7', text: 'newer' },
    { sk: 'new', text: 'newer' },
  ])
})

async function makeTable(TableName: string, [partition, sort]: [string, string]) {
  const table = {
    TableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: [partition, sort].map(name => ({
      AttributeName: name,
      AttributeType: 'S' as const,
    })),
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' as const },
      { AttributeName: sort, KeyType: 'RANGE' as const },
    ],
  }
  await client.send(new CreateTableCommand(table))
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 30 }, { TableName })
}

async function put(table: string, items: { sk: string; text: string }[]) {
  const requests = items.map(({ sk, text }) => ({
    PutRequest: { Item: { pk: { S: 'BOT#1' }, sk: { S: sk }, text: { S: text } } },
  }))
  await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }))
}

async function textOf(sk: string) {
  const Key = { pk: { S: 'BOT#1' }, sk: { S: sk } }
  return (await client.send(new GetItemCommand({ TableName: live, Key }))).Item?.text?.S
}

it('what is missing comes back, and what was written since stays', async () => {
  const first = await client.send(new ScanCommand({ TableName: 'restored' }))
  expect(first.LastEvaluatedKey).toBeDefined()
  expect(await copyTable(client, 'restored', live)).toEqual({ copied: 59, kept: 1 })
  expect(await textOf('n59')).toHaveLength(30_000)
  expect([await textOf('n7'), await textOf('new')]).toEqual(['newer', 'newer'])
})

it('on demand what was spoiled comes back as well', async () => {
  expect(await copyTable(client, 'restored', live, { overwrite: true })).toEqual({ copied: 60, kept: 0 })
  expect(await textOf('n7')).toHaveLength(30_000)
  expect(await textOf('new')).toBe('newer')
})

it('run again it changes nothing', async () => {
  await copyTable(client, 'restored', live)
  expect(await copyTable(client, 'restored', live)).toEqual({ copied: 0, kept: 60 })
})

it('two tables of different kinds are not mixed', async () => {
  await makeTable(`other${tables}`, ['botId', 'chunkId'])
  const mixing = copyTable(client, 'restored', `other${tables}`)
  await expect(mixing).rejects.toThrow('restored has the keys pk, sk, but')
})
