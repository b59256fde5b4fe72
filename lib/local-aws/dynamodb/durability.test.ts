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
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testAccount } from '../testing/aws-target.ts'
import { type ChildServer, startChild } from '../testing/child-server.ts'
import { createTestTable } from '../testing/dynamodb-test-table.ts'

const table = 'durable'
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-durable-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const connect = (server: ChildServer) =>
  new DynamoDBClient({
    region: testAccount.region,
    endpoint: server.endpoint,
    credentials: testAccount,
    maxAttempts: 1,
  })

test('everything acknowledged is there after kill -9, and nothing by halves', async () => {
  const first = await startChild(folder)
  const client = connect(first)
  await createTestTable(client, table)
  const acknowledged = await writeUntilKilled(client, first)
  client.destroy()

  const second = await startChild(folder)
  const reader = connect(second)
  const items = await scan(DynamoDBDocumentClient.from(reader))
  const index = await scan(DynamoDBDocumentClient.from(reader), 'byOwner')
  reader.destroy()
  expect(await second.stop('SIGTERM')).toBe(0)

  const present = new Set(items.map(item => `${item.pk}/${item.sk}`))
  expect(acknowledged.length).toBeGreaterThan(0)
  expect(acknowledged.filter(key => !present.has(key))).toEqual([])
  const half = items.filter(item => item.twin && !present.has(item.twin))
  expect(half).toEqual([])
  expect(index.map(item => `${item.pk}/${item.sk}`).sort()).toEqual([...present].sort())
})

/**
 * Prepares many writes of every kind, sends them all at once, goes on writing, and kills the server at the
 * fifth answer, when it is busy with the others. Returns the keys of the items whose writes were answered.
 */
async function writeUntilKilled(client: DynamoDBClient, server: ChildServer): Promise<string[]> {
  const documents = DynamoDBDocumentClient.from(client)
  const item = (sk: string, more: object = {}) => ({
    pk: 'p',
    sk,
    owner: 'ann',
    text: 'x'.repeat(500),
    ...more,
  })
  const put = (name: string) => {
    const write = new PutCommand({ TableName: table, Item: item(name) })
    return { keys: [`p/${name}`], send: () => documents.send(write) }
  }
  const batch = (name: string) => {
    const keys = Array.from({ length: 10 }, (_, n) => `${name}-${n}`)
    const requests = keys.map(sk => ({ PutRequest: { Item: item(sk) } }))
    const write = new BatchWriteCommand({ RequestItems: { [table]: requests } })
    return { keys: keys.map(sk => `p/${sk}`), send: () => documents.send(write) }
  }
  const transaction = (name: string) => {
    const keys = Array.from({ length: 50 }, (_, n) => `${name}-${n}`)
    const puts = keys.map(sk => ({ Put: { TableName: table, Item: item(sk, { twin: `p/${keys.at(-1)}` }) } }))
    const write = new TransactWriteCommand({ TransactItems: puts })
    return { keys: keys.map(sk => `p/${sk}`), send: () => documents.send(write) }
  }
  const writes = Array.from({ length: 6 }, (_, at) => [
    transaction(`t${at}`),
    put(`a${at}`),
    transaction(`u${at}`),
    batch(`b${at}`),
  ]).flat()

  sendTogether(client, writes.length)
  const acknowledged: string[] = []
  let answers = 0
  let killed: Promise<unknown> | undefined
  const ends = await Promise.allSettled(
    writes.map(async write => {
      await write.send()
      acknowledged.push(...write.keys)
      answers += 1
      if (answers === 5) killed = server.stop('SIGKILL')
      // A quick server may have answered all of them by then: whoever has an answer writes on.
      for (let more = 0; more < 10_000; more++) {
        const next = put(`${write.keys[0]!.slice(2)}-${more}`)
        await next.send()
        acknowledged.push(...next.keys)
      }
    }),
  )
  await killed
  const lost = ends.filter(end => end.status === 'rejected')
  expect(lost.length).toBeGreaterThan(0)
  // Whoever was waiting for an answer lost the connection, and only that.
  for (const { reason } of lost) expect(`${reason.code} ${reason.name}`).toMatch(/ECONN|TimeoutError|EPIPE/)
  return acknowledged
}

/** Holds requests that are ready, signed and all, until there are so many; then lets them all go. */
function sendTogether(client: DynamoDBClient, count: number): void {
  let ready = 0
  let letGo: () => void
  const all = new Promise<void>(resolve => {
    letGo = resolve
  })
  const hold = async () => {
    ready += 1
    if (ready === count) letGo()
    await all
  }
  client.middlewareStack.add(next => args => hold().then(() => next(args)), {
    step: 'finalizeRequest',
    priority: 'low',
  })
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
