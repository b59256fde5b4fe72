import { describe, expect, it } from 'vitest'
import { questionLimiter } from './question-limiter.ts'

function gate(limits = { perVisitor: 3, perAddress: 5, perBot: 10 }) {
  const counts = new Map<string, number>()
  const time = { now: 120_000 }
  let calls = 0
  const limiter = questionLimiter({
    limits,
    clock: () => time.now,
    counters: {
      async add(key: string, amount: number, windowSeconds: number, now: number) {
        calls += 1
        const window = `${key}@${Math.floor(now / 1_000 / windowSeconds)}`
        counts.set(window, (counts.get(window) ?? 0) + amount)
        return counts.get(window)!
      },
    },
  })
  const reject = (visitorId: string, address = 'home') =>
    limiter.rejectIfLimited({ botId: 'bot_1', visitorId, address })
  const ask = (visitorId: string, address = 'home', botId = 'bot_1') =>
    limiter.count({ botId, visitorId, address })
  return { ask, reject, time, calls: () => calls }
}

describe('questions in a minute', () => {
  it('are open to a visitor up to the limit, and again with the next minute', async () => {
    const { ask, time } = gate()
    for (let asked = 0; asked < 3; asked++) await ask('one')
    time.now += 21_000
    await expect(ask('one')).rejects.toMatchObject({
      code: 'too-many-requests',
      message: 'You have asked many questions in a short time.',
      nextStep: 'Wait 39 seconds, then ask again.',
      retryAfter: 39,
    })
    time.now += 39_000
    await ask('one')
  })

  it('are counted by address too, for one who takes a new name for each', async () => {
    const { ask } = gate()
    for (let asked = 0; asked < 5; asked++) await ask(`visitor ${asked}`)
    await expect(ask('visitor 6')).rejects.toMatchObject({ code: 'too-many-requests' })
    await ask('visitor 6', 'elsewhere')
  })

  it('are counted for the bot as a whole, in words that blame nobody', async () => {
    const { ask } = gate()
    for (let asked = 0; asked < 10; asked++) await ask(`v${asked}`, `a${asked}`)
    await expect(ask('late', 'late')).rejects.toMatchObject({
      message: 'Many people are asking at the moment.',
    })
    await ask('late', 'other', 'bot_2')
  })

  it('of one who asks without end do not use up what belongs to everybody', async () => {
    const { ask } = gate()
    for (let asked = 0; asked < 30; asked++)
      await ask('one').catch(error => expect(error.retryAfter).toBe(60))
    await ask('somebody else', 'elsewhere')
  })

  it('of one who goes on asking cost no more calls until the minute is over', async () => {
    const { ask, calls, time } = gate()
    for (let asked = 0; asked < 4; asked++) await ask('one').catch(() => undefined)
    const before = calls()
    await expect(ask('one')).rejects.toMatchObject({ code: 'too-many-requests' })
    expect(calls()).toBe(before)
    time.now += 60_000
    await ask('one')
    expect(calls()).toBeGreaterThan(before)
  })

  it('are refused without a call to one who is known to be over, and to nobody else', async () => {
    const { ask, reject, calls, time } = gate()
    for (let asked = 0; asked < 3; asked++) await ask('one')
    reject('one')
    await expect(ask('one')).rejects.toMatchObject({ code: 'too-many-requests' })
    const before = calls()
    expect(() => reject('one')).toThrow('You have asked many questions in a short time.')
    reject('two', 'elsewhere')
    time.now += 60_000
    reject('one')
    expect(calls()).toBe(before)
  })
})
