import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createActive, createBots, openTestStore, type TestStore } from './test-store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await createActive(store, createBots)
})
afterEach(() => store.close())

const item = (pk: string, owner = 'ann') => ({ pk: { S: pk }, owner: { S: owner } })
const put = (pk: string, owner?: string) => ({ TableName: 'bots', Item: item(pk, owner) })

/** LevelDB writes a batch whole or not at all, so one batch is what makes it safe to be killed at any moment. */
test.each([
  ['an item with its index row', 'PutItem', put('a', 'bob'), 3],
  ['an item that leaves with its index row', 'DeleteItem', { TableName: 'bots', Key: { pk: { S: 'a' } } }, 2],
  [
    'a batch',
    'BatchWriteItem',
    { RequestItems: { bots: ['b', 'c'].map(pk => ({ PutRequest: { Item: item(pk) } })) } },
    4,
  ],
  [
    'a transaction with its token',
    'TransactWriteItems',
    {
      ClientRequestToken: 't',
      TransactItems: [{ Put: put('b') }, { Delete: { TableName: 'bots', Key: { pk: { S: 'a' } } } }],
    },
    5,
  ],
])('%s reaches the disk in one batch', async (_what, operation, fields, writes) => {
  await store.call('PutItem', put('a'))
  const batches = vi.spyOn(store.store.db, 'batch')
  await store.call(operation, fields)
  expect(batches.mock.calls.map(([list]) => list.length)).toEqual([writes])
})

test('an answer waits for the disk', async () => {
  let written: () => void = () => {}
  vi.spyOn(store.store.db, 'batch').mockReturnValueOnce(
    new Promise(resolve => {
      written = resolve
    }),
  )
  let answered = false
  const answer = store.call('PutItem', put('a')).then(() => {
    answered = true
  })
  await vi.waitUntil(() => vi.mocked(store.store.db.batch).mock.calls.length === 1)
  await new Promise(resolve => setImmediate(resolve))
  expect(answered).toBe(false)
  written()
  await answer
})
