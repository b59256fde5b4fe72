import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryDays, memoryOwners } from '../testing/memory-days.ts'
import { type BudgetCaps, spendingBudget } from './budget.ts'

const NONE: BudgetCaps = { botDay: null, botMonth: null, ownerDay: null, ownerMonth: null }
const TODAY = '2026-11-21'

/** Stores that remember, and fail where told to. */
function budgetOf(caps: Partial<BudgetCaps>, estimate = 10) {
  const { days, rows } = memoryDays()
  const { owners, sums } = memoryOwners()
  const time = { now: Date.parse(`${TODAY}T22:00:00Z`) }
  const broken = { days: false, owners: false }
  let calls = 0
  const asked = <Part extends object>(part: Part, name: keyof typeof broken): Part =>
    new Proxy(part, {
      get:
        (target, method) =>
        (...parameters: unknown[]) => {
          calls += 1
          if (broken[name]) return Promise.reject(new Error(`${name} do not answer`))
          return (target[method as keyof Part] as (...all: unknown[]) => unknown)(...parameters)
        },
    })
  const heard: number[] = []
  const budget = spendingBudget({
    estimate,
    onSpent: amount => heard.push(amount),
    clock: () => time.now,
    caps: { ...NONE, ...caps },
    days: asked(days, 'days'),
    owners: asked(owners, 'owners'),
  })
  const ask = (botId = 'bot_1', ownerId = 'anna') => budget.reserveQuestion({ botId, ownerId })
  const spentOf = (botId: string, day = TODAY) => rows.get(`${botId} ${day}`)?.microUsd
  return { ask, budget, days, rows, sums, spentOf, time, broken, heard, calls: () => calls }
}

describe('a budget', () => {
  it('that is not set asks nobody about what is no question, and keeps its figures all the same', async () => {
    const { budget, calls, heard, rows } = budgetOf({})
    const reservation = await budget.reserve({ botId: 'bot_1', ownerId: 'anna' }, 5)
    expect(calls()).toBe(0)
    expect(await reservation.settle(7, { searchTests: 1 })).toBe(true)
    await reservation.settle(9)
    expect(rows.get(`bot_1 ${TODAY}`)).toEqual({ microUsd: 7, searchTests: 1 })
    expect(heard).toEqual([7])
  })

  it('holds an estimate while a question is answered, and what it cost with its figures afterwards', async () => {
    const { ask, rows, sums } = budgetOf({ botDay: 100, ownerMonth: 50 })
    const reservation = await ask()
    expect(rows.get(`bot_1 ${TODAY}`)).toMatchObject({ microUsd: 10, asked: 1 })
    expect(sums.get('anna 2026-11')).toBe(10)
    await reservation.settle(3, { questions: 1 })
    await reservation.settle(500, { questions: 1 })
    expect(rows.get(`bot_1 ${TODAY}`)).toMatchObject({ microUsd: 3, questions: 1 })
    expect(sums.get('anna 2026-11')).toBe(3)
  })

  it('sets aside what is asked for, where that is known', async () => {
    const { budget, spentOf, heard } = budgetOf({ botDay: 100 })
    const reservation = await budget.reserve({ botId: 'bot_1', ownerId: 'anna' }, 60)
    expect(reservation.asked).toBe(0)
    expect(spentOf('bot_1')).toBe(60)
    await reservation.settle(0)
    expect(spentOf('bot_1')).toBe(0)
    expect(heard).toEqual([])
  })

  it('holds more where a question turns out to be longer, until it is settled', async () => {
    const { ask, spentOf, sums } = budgetOf({ botDay: 100, ownerDay: 100 })
    const reservation = await ask()
    await reservation.raiseTo(8)
    expect(spentOf('bot_1')).toBe(10)
    await reservation.raiseTo(25)
    expect(spentOf('bot_1')).toBe(25)
    await reservation.settle(3)
    await reservation.raiseTo(50)
    expect(spentOf('bot_1')).toBe(3)
    expect(sums.get(`anna ${TODAY}`)).toBe(3)
  })

  it('of a day that is spent sends people away until midnight UTC, and opens then', async () => {
    const { ask, time } = budgetOf({ botDay: 10, botMonth: 100 })
    await (await ask()).settle(10)
    await expect(ask()).rejects.toMatchObject({
      code: 'limit-reached',
      message: 'This guide has answered as much as it may today.',
      nextStep: 'Come back tomorrow, or ask the people behind this page.',
      retryAfter: 2 * 60 * 60,
    })
    await ask('bot_2')
    time.now += 2 * 60 * 60 * 1_000
    await ask()
  })

  it('of a month counts the days before, and lasts to the month’s end', async () => {
    const { ask, days, time } = budgetOf({ botDay: 10, botMonth: 25 })
    await days.add('bot_1', '2026-10-31', { microUsd: 1_000 })
    await days.add('bot_1', '2026-11-03', { microUsd: 20 })
    await (await ask()).settle(5)
    await expect(ask()).rejects.toMatchObject({
      message: 'This guide has answered as much as it may this month.',
      retryAfter: (9 * 24 + 2) * 60 * 60,
    })
    time.now = Date.UTC(2026, 10, 22)
    await expect(ask()).rejects.toMatchObject({ per: 'month' })
    time.now = Date.UTC(2026, 11, 1)
    await ask()
  })

  it('of an owner closes all of the owner’s guides', async () => {
    const { ask, time } = budgetOf({ ownerDay: 5, ownerMonth: 5 })
    await (await ask('bot_1')).settle(5)
    await expect(ask('bot_2')).rejects.toMatchObject({
      message: 'This guide has answered as much as it may this month.',
    })
    await ask('bot_2', 'bert')
    time.now = Date.UTC(2026, 11, 1)
    await ask('bot_2')
  })

  it('that refuses gives back what the other had set aside', async () => {
    const { ask, rows, sums } = budgetOf({ botDay: 100, ownerDay: 10 })
    await (await ask()).settle(10)
    await expect(ask()).rejects.toMatchObject({ code: 'limit-reached' })
    expect(rows.get(`bot_1 ${TODAY}`)).toMatchObject({ microUsd: 10 })
    expect(sums.get(`anna ${TODAY}`)).toBe(10)
  })

  it.each(['days', 'owners'] as const)(
    'whose %s fail lets nobody through and keeps nothing set aside',
    async part => {
      const { ask, spentOf, sums, broken } = budgetOf({ botDay: 100, ownerDay: 100 })
      broken[part] = true
      await expect(ask()).rejects.toThrow('do not answer')
      expect(spentOf('bot_1') ?? 0).toBe(0)
      expect(sums.get(`anna ${TODAY}`) ?? 0).toBe(0)
      broken[part] = false
      await ask()
    },
  )

  it('gives nothing away where setting more aside fails', async () => {
    const { ask, spentOf, broken } = budgetOf({ botDay: 100 })
    const reservation = await ask()
    broken.days = true
    await expect(reservation.raiseTo(50)).rejects.toThrow('do not answer')
    broken.days = false
    await reservation.settle(0)
    expect(spentOf('bot_1')).toBe(0)
  })

  it('names the limit that lasts longest, and a failure before any', async () => {
    const { ask, budget, broken } = budgetOf({ botDay: 10, ownerMonth: 15 })
    await (await ask()).settle(10)
    await (await budget.reserve({ botId: 'bot_2', ownerId: 'anna' }, 5)).settle(5)
    await expect(ask()).rejects.toMatchObject({ per: 'month' })
    broken.owners = true
    await expect(ask()).rejects.toThrow('do not answer')
  })

  it('asks for the days before again where it was not told of them', async () => {
    const { ask, broken } = budgetOf({ botMonth: 100 })
    broken.days = true
    await expect(ask()).rejects.toThrow('do not answer')
    broken.days = false
    await ask()
  })

  it('knows of what was set aside in addition, of an owner too', async () => {
    const { ask } = budgetOf({ ownerDay: 1_000 })
    await (await ask()).settle(0)
    const reservation = await ask()
    await reservation.raiseTo(1_000)
    await expect(ask()).rejects.toMatchObject({ code: 'limit-reached' })
  })

  it('counts an answer in the day in which it was asked', async () => {
    const { ask, time, rows } = budgetOf({ botDay: 100 })
    const reservation = await ask()
    time.now += 3 * 60 * 60 * 1_000
    await reservation.settle(4)
    expect([...rows.keys()]).toEqual([`bot_1 ${TODAY}`])
    expect(rows.get(`bot_1 ${TODAY}`)).toMatchObject({ microUsd: 4 })
  })

  it('says where the bot is gone with its days, and writes nothing then', async () => {
    const { ask, rows } = budgetOf({ botDay: 100 })
    const reservation = await ask()
    rows.clear()
    expect(await reservation.settle(4, { questions: 1 })).toBe(false)
    expect(rows.size).toBe(0)
  })

  it('asks about a question in two calls, and in no more the next time', async () => {
    const { ask, calls } = budgetOf({ botDay: 1_000, botMonth: 9_000, ownerDay: 5_000, ownerMonth: 9_000 })
    await (await ask()).settle(3)
    const before = calls()
    await (await ask()).settle(3)
    expect(calls() - before).toBe(2)
  })

  it.each(['botDay', 'ownerDay', 'ownerMonth'] as const)(
    'of %s is overrun by less than one estimate, whatever questions cost up to it and however they end',
    async capped => {
      const [cap, estimate] = [100, 10]
      const question = fc.record({ cost: fc.nat(estimate), endingBefore: fc.nat(4) })
      await fc.assert(
        fc.asyncProperty(fc.array(question, { maxLength: 80 }), async questions => {
          const { ask, spentOf } = budgetOf({ [capped]: cap }, estimate)
          const underWay: { cost: number; settle: (cost: number) => Promise<unknown> }[] = []
          let [total, setAside] = [0, 0]
          const end = async (count: number) => {
            for (const { cost, settle } of underWay.splice(0, count)) {
              await settle(cost)
              total += cost
              setAside -= estimate
            }
          }
          for (const { cost, endingBefore } of questions) {
            await end(endingBefore)
            const outcome = await ask().catch(error => error as Error)
            // Let in as long as there is room, refused only when there is none.
            expect('settle' in outcome).toBe(total + setAside < cap)
            if (!('settle' in outcome)) continue
            underWay.push({ cost, settle: outcome.settle })
            setAside += estimate
          }
          await end(underWay.length)
          expect(spentOf('bot_1') ?? 0).toBe(total)
          expect(total).toBeLessThan(cap + estimate)
        }),
      )
    },
  )
})
