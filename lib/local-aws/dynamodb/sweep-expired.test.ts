import { afterEach, beforeEach, expect, test } from 'vitest'
import { sweepExpired } from './sweep-expired.ts'
import { createActive, createBots, openTestStore, pksOf, type TestStore } from './test-store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await createActive(store, createBots)
})
afterEach(() => store.close())

const secondsAt = (time: string) => ({ N: String(Date.parse(time) / 1000) })
const put = (pk: string, more: object = {}) =>
  store.call('PutItem', { TableName: 'bots', Item: { pk: { S: pk }, owner: { S: 'ann' }, ...more } })
const expireBy = (Enabled: boolean) =>
  store.call('UpdateTimeToLive', {
    TableName: 'bots',
    TimeToLiveSpecification: { Enabled, AttributeName: 'expiresAt' },
  })
const sweep = () => sweepExpired(store.store, store.now)

test('deletes what has expired from the table and its indexes, and nothing else', async () => {
  await expireBy(true)
  await put('past', { expiresAt: secondsAt('2026-03-01T11:59:59Z') })
  await put('now', { expiresAt: secondsAt('2026-03-01T12:00:00Z') })
  await put('future', { expiresAt: secondsAt('2026-03-01T12:00:01Z') })
  await put('words', { expiresAt: { S: '2020-01-01' } })
  await put('milliseconds', { expiresAt: { N: '1772366399000' } })
  await put('ancient', { expiresAt: secondsAt('2019-01-01T00:00:00Z') })
  await put('never')
  expect(await sweep()).toBe(1)
  const left = ['ancient', 'future', 'milliseconds', 'never', 'now', 'words']
  expect(await pksOf(store)).toEqual(left)
  expect(await pksOf(store, 'byOwner')).toEqual(left)
  store.setNow('2026-03-01T12:00:02Z')
  expect(await sweep()).toBe(2)
})

test('leaves a table alone that never asked for it, or no longer does', async () => {
  await put('past', { expiresAt: secondsAt('2026-03-01T11:00:00Z') })
  expect(await sweep()).toBe(0)
  await expireBy(true)
  await expireBy(false)
  expect(await sweep()).toBe(0)
  expect(await pksOf(store)).toEqual(['past'])
})

test('remembers the setting after a restart, and forgets it with the table', async () => {
  await expireBy(true)
  await store.reopen()
  await put('past', { expiresAt: secondsAt('2026-03-01T11:00:00Z') })
  expect(await sweep()).toBe(1)

  await store.call('DeleteTable', { TableName: 'bots' })
  await expect(expireBy(false)).rejects.toMatchObject({
    body: { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException' },
  })
})
