import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Counters } from '#lib/core/usage/ports.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp, type TestApp } from '#lib/server/testing/test-app.ts'
import { dynamoCounters } from './dynamo-counters.ts'
import { dynamoService, wireDynamo } from './wire/wire-dynamo.ts'

let app: TestApp
let counters: Counters

beforeAll(async () => {
  app = await startTestApp()
  const { settings } = deps()
  counters = dynamoCounters(wireDynamo(dynamoService(settings.region)), settings.botsTable)
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
