import { afterAll, beforeAll, expect, it } from 'vitest'
import { spendingBudget } from '#lib/core/usage/budget.ts'
import type { DayBook, OwnerSpending } from '#lib/core/usage/ports.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp, type TestApp } from '#lib/server/testing/test-app.ts'
import { dynamoDayBook } from './dynamo-day-book.ts'
import { dynamoOwnerSpending } from './dynamo-owner-spending.ts'
import { dynamoService, wireDynamo } from './wire/wire-dynamo.ts'

let app: TestApp
let days: DayBook
let owners: OwnerSpending
let read: (pk: string, sk: string) => Promise<Record<string, unknown> | undefined>

beforeAll(async () => {
  app = await startTestApp()
  const { region, botsTable } = deps().settings
  const dynamo = wireDynamo(dynamoService(region))
  days = dynamoDayBook(dynamo, botsTable)
  owners = dynamoOwnerSpending(dynamo, botsTable)
  read = async (pk, sk) => {
    return (await dynamo.get({ TableName: botsTable, Key: { pk, sk }, ConsistentRead: true })).Item
  }
})
afterAll(() => app.close())

it('an owner is let in while day and month are below their caps, and the month is removed when it is over', async () => {
  const period = { ownerId: 'one', day: '2026-11-21' }
  const caps = { day: 100, month: 200 }
  expect(await owners.reserve(period, 60, caps)).toEqual({ day: 60, month: 60 })
  expect(await owners.reserve(period, 60, caps)).toEqual({ day: 120, month: 120 })
  expect(await owners.reserve(period, 60, caps)).toBe('day')
  expect(await owners.add(period, -50)).toEqual({ day: 70, month: 70 })
  const next = { ownerId: 'one', day: '2026-11-22' }
  expect(await owners.reserve(next, 130, caps)).toEqual({ day: 130, month: 200 })
  expect(await owners.reserve({ ...next, day: '2026-11-23' }, 1, caps)).toBe('month')
  expect(await owners.reserve({ ...next, day: '2026-11-23' }, 1, { day: 5, month: null })).toEqual({
    day: 1,
    month: 201,
  })
  expect(await owners.reserve({ ...next, day: '2026-12-01' }, 1, caps)).toEqual({ day: 1, month: 1 })
  expect(await read('LIMIT#spent#owner#one', '2026-11')).toMatchObject({
    spent: 201,
    expiresAt: Date.UTC(2026, 11, 2) / 1_000,
  })
})

it('a hundred questions at the same moment overrun the cap by less than one estimate', async () => {
  const [cap, estimate, cost] = [1_005, 100, 70]
  const budget = spendingBudget({
    onSpent: () => undefined,
    days,
    owners,
    clock: () => Date.UTC(2026, 10, 21, 12),
    estimate,
    caps: { botDay: cap, botMonth: 1_000_000, ownerDay: 2_000, ownerMonth: null },
  })
  const payer = { botId: 'bot_busy', ownerId: 'busy-owner' }
  const asked = await Promise.allSettled(Array.from({ length: 100 }, () => budget.reserveQuestion(payer)))
  const letIn = asked.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
  const refused = asked.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  expect(letIn).toHaveLength(11)
  for (const error of refused) expect(error).toMatchObject({ code: 'limit-reached' })
  expect(await read('BOT#bot_busy', 'DAY#2026-11-21')).toMatchObject({ microUsd: 11 * estimate, asked: 11 })
  await Promise.all(letIn.map(reservation => reservation.settle(cost)))
  expect(await read('BOT#bot_busy', 'DAY#2026-11-21')).toMatchObject({ microUsd: 11 * cost })
  expect(await read('LIMIT#spent#owner#busy-owner', '2026-11')).toMatchObject({ spent: 11 * cost })
})
