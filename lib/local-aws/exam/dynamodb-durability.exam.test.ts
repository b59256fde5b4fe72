import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, expect } from 'vitest'
import { type ChildServer, startChild } from './child-server.ts'
import { createExamTable } from './dynamodb-exam-table.ts'
import { examAccount } from './exam-target.ts'
import { onlyLocally } from './only-locally.ts'

const table = 'durable'
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-durable-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const connect = (server: ChildServer) =>
  new DynamoDBClient({
    region: examAccount.region,
    endpoint: server.endpoint,
    credentials: examAccount,
    maxAttempts: 1,
  })

onlyLocally(
  'the real DynamoDB cannot be killed',
  'everything acknowledged is there after kill -9, and nothing by halves',
  async () => {
    const first = await startChild(folder)
    const client = connect(first)
    await createExamTable(client, table)
    const acknowledged = await writeUntilKilled(DynamoDBDocumentClient.from(client), first)
    client.destroy()

    const second = await startChild(folder)
    const reader = connect(second)
    const items = await scan(DynamoDBDocumentClient.from(reader))
    const index = await scan(DynamoDBDocumentClient.from(reader), 'byOwner')
    reader.destroy()
    expect(await second.stop('SIGTERM')).toBe(0)

    const present = new Set(items.map(item => `${item.pk}/${item.sk}`))
    expect(acknowledged.length).toBeGreaterThan(300)
    expect(acknowledged.filter(key => !present.has(key))).toEqual([])
    const half = items.filter(item => item.twin && !present.has(item.twin))
    expect(half).toEqual([])
    expect(index.map(item => `${item.pk}/${item.sk}`).sort()).toEqual([...present].sort())
  },
)

/** Several writers at once, each as fast as it can; after 100 answers the server is killed under them. */
async function writeUntilKilled(documents: DynamoDBDocumentClient, server: ChildServer): Promise<string[]> {
  const acknowledged: string[] = []
  let answers = 0
  let killed: Promise<unknown> | undefined
  const keep = (...keys: string[]) => {
    acknowledged.push(...keys)
    if (++answers === 100) killed = server.stop('SIGKILL')
  }
  const item = (pk: string, sk: string, more: object = {}) => ({
    pk,
    sk,
    owner: 'ann',
    text: 'x'.repeat(500),
    ...more,
  })
  const put = async (pk: string, at: number) => {
    await documents.send(new PutCommand({ TableName: table, Item: item(pk, `${at}`) }))
    keep(`${pk}/${at}`)
  }
  const batch = async (pk: string, at: number) => {
    const keys = Array.from({ length: 10 }, (_, n) => `${at}-${n}`)
    const requests = keys.map(sk => ({ PutRequest: { Item: item(pk, sk, { twin: `${pk}/${at}-0` }) } }))
    await documents.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }))
    keep(...keys.map(sk => `${pk}/${sk}`))
  }
  const transaction = async (pk: string, at: number) => {
    const pair = [
      item(pk, `${at}-left`, { twin: `${pk}/${at}-right` }),
      item(pk, `${at}-right`, { twin: `${pk}/${at}-left` }),
    ]
    const TransactItems = pair.map(Item => ({ Put: { TableName: table, Item } }))
    await documents.send(new TransactWriteCommand({ TransactItems }))
    keep(...pair.map(({ sk }) => `${pk}/${sk}`))
  }
  const writers = [put, batch, transaction, put, batch, transaction].map(async (write, writer) => {
    for (let at = 0; !killed; at++) await write(`w${writer}`, at)
  })
  const ends = await Promise.allSettled(writers)
  await killed
  // Whoever was waiting for an answer when the server died lost the connection, and only that.
  for (const end of ends) {
    if (end.status === 'rejected')
      expect(end.reason.code ?? end.reason.name).toMatch(/ECONN|TimeoutError|EPIPE/)
  }
  return acknowledged
}

async function scan(documents: DynamoDBDocumentClient, IndexName?: string) {
  const items: Record<string, string>[] = []
  let ExclusiveStartKey: Record<string, unknown> | undefined
  do {
    const page = await documents.send(new ScanCommand({ TableName: table, IndexName, ExclusiveStartKey }))
    items.push(...((page.Items ?? []) as Record<string, string>[]))
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return items
}
