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
      async addOne(key: string, part: string, windowSeconds: number, now: number) {
        calls += 1
        const [all, ofPart] = [key, `${key} ${part}`].map(counted => {
          const window = `${counted}@${Math.floor(now / 1_000 / windowSeconds)}`
          counts.set(window, (counts.get(window) ?? 0) + 1)
          return counts.get(window)!
        })
        return { all: all!, ofPart: ofPart! }
      },
    },
  })
  const reject = (visitorId: string, address = 'home') => limiter.rejectIfLimited({ visitorId, address })
  const ask = (visitorId: string, address = 'home') => limiter.count({ visitorId, address })
  return { ask, reject, rejectCrowd: limiter.rejectCrowd, time, calls: () => calls }
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

  it('are too many for the bot as a whole in words that blame nobody', () => {
    const { rejectCrowd } = gate()
    rejectCrowd(10)
    expect(() => rejectCrowd(11)).toThrow('Many people are asking at the moment.')
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
