import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SpendStore, type SpendWindow, spendingBudget } from '#lib/core/usage/budget.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp, type TestApp } from '#lib/server/testing/test-app.ts'
import { dynamoBudget } from './dynamo-budget.ts'
import { dynamoClient } from './dynamo-client.ts'

let app: TestApp
let store: SpendStore
let read: (
  spendWindow: Pick<SpendWindow, 'holder' | 'window'>,
) => Promise<Record<string, unknown> | undefined>

beforeAll(async () => {
  app = await startTestApp()
  const { region, botsTable } = deps().settings
  const dynamo = dynamoClient(region)
  store = dynamoBudget(dynamo, botsTable)
  read = async ({ holder, window }) => {
    const Key = { pk: `LIMIT#spent#${holder}`, sk: window }
    const get = new GetCommand({ TableName: botsTable, Key, ConsistentRead: true })
    return (await dynamo.send(get)).Item
  }
})
afterAll(() => app.close())

const keepUntil = Date.UTC(2026, 10, 23)

it('a window lets in while less than its cap is spent, and is removed when it is over', async () => {
  const spendWindow = { holder: 'bot#one', window: '2026-11-21', keepUntil }
  expect(await store.reserve(spendWindow, 60, 100)).toBe(true)
  expect(await store.reserve(spendWindow, 60, 100)).toBe(true)
  expect(await store.reserve(spendWindow, 60, 100)).toBe(false)
  await store.add(spendWindow, -50)
  expect(await store.reserve(spendWindow, 60, 100)).toBe(true)
  expect(await read(spendWindow)).toMatchObject({ spent: 130, expiresAt: keepUntil / 1_000 })
})

it('each holder and each window has a window of its own', async () => {
  for (const holder of ['bot#two', 'owner#two']) {
    for (const window of ['2026-11', '2026-11-21', '2026-11-22']) {
      expect(await store.reserve({ holder, window, keepUntil }, 100, 100)).toBe(true)
      expect(await store.reserve({ holder, window, keepUntil }, 100, 100)).toBe(false)
    }
  }
})

it('a hundred questions at the same moment overrun the cap by less than one estimate', async () => {
  const [cap, estimate, cost] = [1_005, 100, 70]
  const now = Date.UTC(2026, 10, 21, 12)
  const budget = spendingBudget({
    onSpent: () => undefined,
    store,
    clock: () => now,
    estimate,
    caps: { botDay: cap, botMonth: 1_000_000, ownerDay: 1_000_000, ownerMonth: null },
  })
  const question = { botId: 'busy', ownerId: async () => 'busy-owner' }
  const asked = await Promise.allSettled(Array.from({ length: 100 }, () => budget.reserve(question)))
  const letIn = asked.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
  const refused = asked.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  expect(letIn).toHaveLength(11)
  for (const error of refused) expect(error).toMatchObject({ code: 'limit-reached' })

  const day = { holder: 'bot#busy', window: '2026-11-21' }
  const others = [
    { holder: 'bot#busy', window: '2026-11' },
    { holder: 'owner#busy-owner', window: '2026-11-21' },
  ]
  for (const spendWindow of [day, ...others])
    expect(await read(spendWindow)).toMatchObject({ spent: 11 * estimate })
  await Promise.all(letIn.map(reservation => reservation.settle(cost)))
  for (const spendWindow of [day, ...others])
    expect(await read(spendWindow)).toMatchObject({ spent: 11 * cost })
})
