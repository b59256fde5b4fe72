import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Counters, UsageStore } from '#lib/core/usage/ports.ts'
import { type Deps, deps } from '#lib/server/deps.ts'
import { startTestApp, type TestApp } from '#lib/server/testing/test-app.ts'
import { dynamoClient } from './dynamo-client.ts'
import { dynamoCounters } from './dynamo-counters.ts'

let app: TestApp
let counters: Counters
let usage: UsageStore
let settings: Deps['settings']

beforeAll(async () => {
  app = await startTestApp()
  ;({ usage, settings } = deps())
  counters = dynamoCounters(dynamoClient(settings.region), settings.botsTable)
})
afterAll(() => app.close())

it('a window counts to its end, the next begins at one, and other keys count for themselves', async () => {
  const minute = Math.ceil(Date.now() / 60_000) * 60_000
  expect(await counters.add('visitor#1', 1, 60, minute)).toBe(1)
  expect(await counters.add('visitor#1', 1, 60, minute + 59_999)).toBe(2)
  expect(await counters.add('visitor#2', 1, 60, minute)).toBe(1)
  expect(await counters.add('visitor#1', 1, 60, minute + 60_000)).toBe(1)
  expect(await counters.add('visitor#1', -1, 60, minute)).toBe(1)
})

it('many at the same time are all counted, each with a number of its own', async () => {
  const now = Date.now()
  const counts = await Promise.all(Array.from({ length: 10 }, () => counters.add('bot#busy', 1, 3_600, now)))
  expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

it('a day’s figures add up', async () => {
  await Promise.all([
    usage.add('bot_1', '2026-01-01', { questions: 1, inputTokens: 40 }),
    usage.add('bot_1', '2026-01-01', { questions: 1, unanswered: 1 }),
    usage.add('bot_1', '2026-01-02', { questions: 1 }),
  ])
  const { Item } = await dynamoClient(settings.region).send(
    new GetCommand({
      TableName: settings.botsTable,
      Key: { pk: 'BOT#bot_1', sk: 'DAY#2026-01-01' },
      ConsistentRead: true,
    }),
  )
  expect(Item).toMatchObject({ questions: 2, inputTokens: 40, unanswered: 1 })
})
