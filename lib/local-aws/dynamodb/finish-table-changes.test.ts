import { afterEach, beforeEach, expect, test } from 'vitest'
import { finishTableChanges } from './finish-table-changes.ts'
import { createActive, createBots, openTestStore, pksOf, type TestStore } from './test-store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await createActive(store, createBots)
  await store.call('PutItem', { TableName: 'bots', Item: { pk: { S: 'a' }, owner: { S: 'ann' } } })
})
afterEach(() => store.close())

/** What a kill in the middle leaves behind. */
async function leaveAs(status: string) {
  const key = 'table~bots'
  const table = (await store.store.db.get(key)) as object
  await store.store.db.batch([{ type: 'put', key, value: { ...table, TableStatus: status } }])
}

test.each(['CREATING', 'UPDATING'])('a table left %s is active, with its items', async status => {
  await leaveAs(status)
  await finishTableChanges(store.store)
  expect(await store.call('DescribeTable', { TableName: 'bots' })).toMatchObject({
    Table: { TableStatus: 'ACTIVE' },
  })
  expect(await pksOf(store, 'byOwner')).toEqual(['a'])
})

test('a table left DELETING is gone, and leaves nothing to one that is created again', async () => {
  await leaveAs('DELETING')
  await finishTableChanges(store.store)
  expect(await store.call('ListTables', {})).toEqual({ TableNames: [] })
  await createActive(store, createBots)
  expect([await pksOf(store), await pksOf(store, 'byOwner')]).toEqual([[], []])
})

test('deleting one table leaves the items of one whose name begins alike', async () => {
  await createActive(store, { ...createBots, TableName: 'bots-2' })
  await store.call('DeleteTable', { TableName: 'bots-2' })
  expect(await pksOf(store, 'byOwner')).toEqual(['a'])
})
