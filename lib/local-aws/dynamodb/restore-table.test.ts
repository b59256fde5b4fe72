import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetOldUndos } from './recovery-log.ts'
import { clearUnfinishedRestorations } from './restore-table.ts'
import type { Item } from './store.ts'
import { sweepExpired } from './sweep-expired.ts'
import { createActive, createBots, openTestStore, type TestStore } from './test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await openTestStore()
  await createActive(test, createBots)
})
afterEach(() => test.close())

const recovery = (PointInTimeRecoveryEnabled: boolean) =>
  test.call('UpdateContinuousBackups', {
    TableName: 'bots',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
  })
const restore = (TargetTableName: string, time: string) =>
  test.call('RestoreTableToPointInTime', {
    SourceTableName: 'bots',
    TargetTableName,
    RestoreDateTime: Date.parse(time) / 1_000,
  })
const put = (pk: string, owner: string) =>
  test.call('PutItem', { TableName: 'bots', Item: { pk: { S: pk }, owner: { S: owner } } })
const remove = (pk: string) => test.call('DeleteItem', { TableName: 'bots', Key: { pk: { S: pk } } })

async function ownersIn(TableName: string, IndexName?: string): Promise<Record<string, unknown>> {
  const { Items } = (await test.call('Scan', { TableName, IndexName })) as { Items: Item[] }
  return Object.fromEntries(Items.map(({ pk, owner }) => [pk!.S as string, owner!.S]))
}

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 2, 1, 12, minute, second)).toISOString()

it('gives a table as it was at any moment, like a copy that was made then', async () => {
  const step = fc.record({
    kind: fc.constantFrom('put', 'remove', 'batch', 'transact', 'reopen'),
    pk: fc.constantFrom('a', 'b', 'c', 'd'),
    owner: fc.constantFrom('ann', 'bob'),
  })
  let tables = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async steps => {
      await test.close()
      test = await openTestStore()
      await createActive(test, createBots)
      await put('a', 'before')
      test.setNow(at(0))
      await recovery(true)
      const copies: Record<string, unknown>[] = [await ownersIn('bots')]
      for (const [n, { kind, pk, owner }] of steps.entries()) {
        test.setNow(at(n + 1))
        const Put = { Item: { pk: { S: pk }, owner: { S: owner } } }
        if (kind === 'put') await put(pk, owner)
        if (kind === 'remove') await remove(pk)
        if (kind === 'batch')
          await test.call('BatchWriteItem', {
            RequestItems: { bots: [{ PutRequest: Put }, { DeleteRequest: { Key: { pk: { S: 'other' } } } }] },
          })
        if (kind === 'transact')
          await test.call('TransactWriteItems', {
            TransactItems: [
              { Put: { TableName: 'bots', ...Put } },
              { Delete: { TableName: 'bots', Key: { pk: { S: `${pk}${pk}` } } } },
            ],
          })
        if (kind === 'reopen') await test.reopen()
        copies.push(await ownersIn('bots'))
      }
      test.setNow(at(59))
      for (const [n, copy] of copies.entries()) {
        const target = `restored${++tables}`
        await restore(target, at(n, 30))
        expect(await ownersIn(target)).toEqual(copy)
        expect(await ownersIn(target, 'byOwner')).toEqual(copy)
      }
    }),
    { numRuns: 15 },
  )
}, 60_000)

it('brings back what expired, and is written to like any table', async () => {
  await recovery(true)
  await test.call('UpdateTimeToLive', {
    TableName: 'bots',
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
  })
  const Item = { pk: { S: 'a' }, owner: { S: 'ann' }, expiresAt: { N: `${Date.parse(at(5)) / 1_000}` } }
  await test.call('PutItem', { TableName: 'bots', Item })
  test.setNow(at(10))
  expect(await sweepExpired(test.store, test.now)).toBe(1)
  await restore('restored', at(9))
  expect(await ownersIn('restored')).toEqual({ a: 'ann' })
  // Its expiry is not set, so nothing goes.
  expect(await sweepExpired(test.store, test.now)).toBe(0)
  await test.call('DeleteItem', { TableName: 'restored', Key: { pk: { S: 'a' } } })
  expect(await ownersIn('restored', 'byOwner')).toEqual({})
})

it('refuses a moment before it was switched on, or older than 35 days, or to come', async () => {
  await put('a', 'ann')
  test.setNow(at(10))
  await recovery(true)
  test.setNow(at(20))
  for (const time of [at(9, 59), at(20, 1)])
    await expect(restore('restored', time)).rejects.toThrow('An invalid restore time')
  await remove('a')
  test.setNow('2026-04-20T00:00:00Z')
  await forgetOldUndos(test.store, test.now)
  await expect(restore('restored', at(15))).rejects.toThrow('An invalid restore time')
  await restore('restored', '2026-04-19T00:00:00Z')
  expect(await ownersIn('restored')).toEqual({})
})

it('begins anew where it was switched off, or the table deleted', async () => {
  await recovery(true)
  await put('a', 'ann')
  await recovery(false)
  test.setNow(at(30))
  await recovery(true)
  await expect(restore('restored', at(20))).rejects.toThrow('An invalid restore time')
  await test.call('DeleteTable', { TableName: 'bots' })
  await vi.waitFor(() => createActive(test, createBots))
  await expect(restore('restored', at(30))).rejects.toThrow("not enabled for table 'bots'")
})

it('leaves nothing of a restoration that was killed before its table was there', async () => {
  await recovery(true)
  await put('a', 'ann')
  const { batch } = test.store.db
  const killed = vi.spyOn(test.store.db, 'batch').mockImplementation(async writes => {
    if (writes.some(({ key }) => key === 'table~restored')) throw new Error('killed')
    await batch.call(test.store.db, writes)
  })
  await expect(restore('restored', at(0))).rejects.toThrow('killed')
  killed.mockRestore()
  await test.reopen()
  await clearUnfinishedRestorations(test.store)
  await createActive(test, { ...createBots, TableName: 'restored' })
  expect(await ownersIn('restored')).toEqual({})
  expect(await ownersIn('restored', 'byOwner')).toEqual({})
})
