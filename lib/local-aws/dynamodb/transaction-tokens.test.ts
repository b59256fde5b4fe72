import { afterEach, beforeEach, expect, test } from 'vitest'
import { createActive, createBots, openTestStore, type TestStore } from './test-store.ts'
import { forgetOldTokens } from './transaction-tokens.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await createActive(store, createBots)
})
afterEach(() => store.close())

const addOne = () =>
  store.call('TransactWriteItems', {
    ClientRequestToken: 'again',
    TransactItems: [
      {
        Update: {
          TableName: 'bots',
          Key: { pk: { S: 'counter' } },
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ],
  })
const count = async () =>
  (
    (await store.call('GetItem', { TableName: 'bots', Key: { pk: { S: 'counter' } } })) as {
      Item: { n: { N: string } }
    }
  ).Item.n.N

test('a token counts for ten minutes, also across a restart', async () => {
  await addOne()
  await store.reopen()
  store.setNow('2026-03-01T12:10:00Z')
  await addOne()
  expect(await count()).toBe('1')
  store.setNow('2026-03-01T12:10:01Z')
  await addOne()
  expect(await count()).toBe('2')
})

test('a cancelled transaction leaves no token, so that it can be tried again', async () => {
  const check = (n: string) => ({
    ConditionCheck: {
      TableName: 'bots',
      Key: { pk: { S: 'counter' } },
      ConditionExpression: 'n = :n',
      ExpressionAttributeValues: { ':n': { N: n } },
    },
  })
  const attempt = () =>
    store.call('TransactWriteItems', { ClientRequestToken: 'later', TransactItems: [check('1')] })
  await expect(attempt()).rejects.toThrow('ConditionalCheckFailed')
  await addOne()
  expect(await attempt()).toEqual({})
})

test('old tokens are forgotten, young ones kept', async () => {
  await addOne()
  store.setNow('2026-03-01T12:09:00Z')
  await forgetOldTokens(store.store, store.now)
  await addOne()
  expect(await count()).toBe('1')
  store.setNow('2026-03-01T12:11:00Z')
  await forgetOldTokens(store.store, store.now)
  expect(await store.store.db.get('token~again')).toBeUndefined()
})
