import { expect, it } from 'vitest'
import { countersOfProcess, rateLimiter } from './rate-limiter.ts'

function limiter(perMinute: number) {
  const time = { now: 120_000 }
  const counters = countersOfProcess()
  let calls = 0
  const { count } = rateLimiter({
    clock: () => time.now,
    counters: {
      add(...given) {
        calls++
        return counters.add(...given)
      },
    },
    ...{ perMinute, message: 'Too often.', again: 'come back' },
  })
  return { count, time, calls: () => calls }
}

it('lets each in up to the limit, and again with the next minute', async () => {
  const { count, time } = limiter(2)
  await count('anna')
  await count('anna')
  time.now += 21_000
  await expect(count('anna')).rejects.toMatchObject({
    ...{ code: 'too-many-requests', message: 'Too often.', retryAfter: 39 },
    nextStep: 'Wait 39 seconds, then come back.',
  })
  await count('ben')
  time.now += 39_000
  await count('anna')
})

it('asks no table for one who was turned away in this minute', async () => {
  const { count, calls } = limiter(1)
  await count('anna')
  for (let again = 0; again < 5; again++) await count('anna').catch(() => undefined)
  expect(calls()).toBe(2)
})
