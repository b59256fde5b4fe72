import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations } from './operations.ts'
import { type Item, type OpenStore, openStore } from './store.ts'

/** A store in a temporary folder for tests of what no request can bring about. */
export async function openTestStore() {
  const folder = await mkdtemp(join(tmpdir(), 'docent-dynamodb-'))
  let store = await openStore(folder, 'us-east-1')
  let now = new Date('2026-03-01T12:00:00Z')
  return {
    get store(): OpenStore {
      return store
    },
    get now() {
      return now
    },
    setNow(time: string) {
      now = new Date(time)
    },
    /** One operation with its JSON, as it arrives over the wire. */
    call: (operation: string, fields: object) =>
      operations.get(operation)!(
        { store, now: () => now },
        structuredClone(fields) as Record<string, unknown>,
      ),
    /** As after a restart. */
    async reopen() {
      await store.db.close()
      store = await openStore(folder, 'us-east-1')
    },
    async close() {
      await store.db.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type TestStore = Awaited<ReturnType<typeof openTestStore>>

/** pk and a sparse index on owner. */
export const createBots = {
  TableName: 'bots',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'owner'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byOwner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
}

/** The table's items, or those of an index, by their pk. */
export async function pksOf(test: TestStore, IndexName?: string): Promise<string[]> {
  const { Items } = (await test.call('Scan', { TableName: 'bots', IndexName })) as { Items: Item[] }
  return Items.map(item => item.pk!.S as string).sort()
}

/** CreateTable answers before the table is active; this waits as a client would, by asking again. */
export async function createActive(test: TestStore, fields: { TableName: string }): Promise<void> {
  await test.call('CreateTable', fields)
  for (;;) {
    const answer = (await test.call('DescribeTable', { TableName: fields.TableName })) as {
      Table: { TableStatus: string }
    }
    if (answer.Table.TableStatus === 'ACTIVE') return
  }
}
