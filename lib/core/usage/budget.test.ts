import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BudgetCaps, type SpendWindow, spendingBudget } from './budget.ts'

const NONE: BudgetCaps = { botDay: null, botMonth: null, ownerDay: null, ownerMonth: null }

/** A store that remembers, and fails where told to. */
function budgetOf(caps: Partial<BudgetCaps>, estimate = 10) {
  const spent = new Map<string, number>()
  const time = { now: Date.UTC(2026, 10, 21, 22) }
  const broken = new Set<string>()
  let calls = 0
  const change = async (spendWindow: SpendWindow, amount: number) => {
    calls += 1
    const key = `${spendWindow.holder} ${spendWindow.window}`
    if (broken.has(key)) throw new Error(`${key} does not answer`)
    spent.set(key, (spent.get(key) ?? 0) + amount)
  }
  const heard: number[] = []
  const budget = spendingBudget({
    estimate,
    onSpent: amount => heard.push(amount),
    clock: () => time.now,
    caps: { ...NONE, ...caps },
    store: {
      add: change,
      async reserve(spendWindow, amount, cap) {
        if ((spent.get(`${spendWindow.holder} ${spendWindow.window}`) ?? 0) >= cap) {
          calls += 1
          return false
        }
        await change(spendWindow, amount)
        return true
      },
    },
  })
  const reserve = (botId = 'bot_1', ownerId = 'anna') =>
    budget.reserve({ botId, ownerId: async () => ownerId })
  return { reserve, budget, spent, time, broken, heard, calls: () => calls }
}

describe('a budget', () => {
  it('that is not set asks nobody, not even who the owner is', async () => {
    const { budget, calls, heard } = budgetOf({})
    const ownerId = () => Promise.reject(new Error('asked'))
    const reservation = await budget.reserve({ botId: 'bot_1', ownerId })
    await reservation.settle(7)
    await reservation.settle(9)
    expect(calls()).toBe(0)
    // Whoever keeps figures is told all the same.
    expect(heard).toEqual([7])
  })

  it('holds an estimate while a question is answered, and what it cost afterwards', async () => {
    const { reserve, spent } = budgetOf({ botDay: 100, ownerMonth: 1_000 })
    const reservation = await reserve()
    expect(Object.fromEntries(spent)).toEqual({ 'bot#bot_1 2026-11-21': 10, 'owner#anna 2026-11': 10 })
    await reservation.settle(3)
    await reservation.settle(500)
    expect(Object.fromEntries(spent)).toEqual({ 'bot#bot_1 2026-11-21': 3, 'owner#anna 2026-11': 3 })
  })

  it('sets aside what is asked for, where that is known', async () => {
    const { budget, spent, heard } = budgetOf({ botDay: 100 })
    const reservation = await budget.reserve({ botId: 'bot_1', ownerId: async () => 'anna' }, 60)
    expect(spent.get('bot#bot_1 2026-11-21')).toBe(60)
    await reservation.settle(0)
    expect(spent.get('bot#bot_1 2026-11-21')).toBe(0)
    expect(heard).toEqual([])
  })

  it('holds more where a question turns out to be longer, until it is settled', async () => {
    const { reserve, spent } = budgetOf({ botDay: 100 })
    const reservation = await reserve()
    await reservation.raiseTo(8)
    expect([...spent.values()]).toEqual([10])
    await reservation.raiseTo(25)
    expect([...spent.values()]).toEqual([25])
    await reservation.settle(3)
    await reservation.raiseTo(50)
    expect([...spent.values()]).toEqual([3])
  })

  it('of a day that is spent sends people away until midnight UTC, and opens then', async () => {
    const { reserve, time } = budgetOf({ botDay: 10 })
    await (await reserve()).settle(10)
    await expect(reserve()).rejects.toMatchObject({
      code: 'limit-reached',
      message: 'This guide has answered as much as it may today.',
      nextStep: 'Come back tomorrow, or ask the people behind this page.',
      retryAfter: 2 * 60 * 60,
    })
    await reserve('bot_2')
    time.now += 2 * 60 * 60 * 1_000
    await reserve()
  })

  it('of a month lasts to the month’s end', async () => {
    const { reserve, time } = budgetOf({ ownerDay: 5, ownerMonth: 5 })
    await (await reserve('bot_1')).settle(5)
    await expect(reserve('bot_2')).rejects.toMatchObject({
      message: 'This guide has answered as much as it may this month.',
      retryAfter: (9 * 24 + 2) * 60 * 60,
    })
    await reserve('bot_2', 'bert')
    time.now = Date.UTC(2026, 11, 1)
    await reserve('bot_2')
  })

  it('that refuses gives back what the others had set aside', async () => {
    const { reserve, spent } = budgetOf({ botDay: 100, botMonth: 100, ownerDay: 10 })
    await (await reserve()).settle(10)
    await expect(reserve()).rejects.toMatchObject({ code: 'limit-reached' })
    expect([...spent.values()]).toEqual([10, 10, 10])
  })

  it('whose store fails lets nobody through and keeps nothing set aside', async () => {
    const { reserve, spent, broken } = budgetOf({ botDay: 100, ownerDay: 100 })
    broken.add('owner#anna 2026-11-21')
    await expect(reserve()).rejects.toThrow('does not answer')
    expect(spent.get('bot#bot_1 2026-11-21')).toBe(0)
  })

  it('gives back where the bot may not be asked after all', async () => {
    const { budget, spent } = budgetOf({ botDay: 100, ownerDay: 100 })
    const ownerId = () => Promise.reject(new Error('closed'))
    await expect(budget.reserve({ botId: 'bot_1', ownerId })).rejects.toThrow('closed')
    expect(spent.get('bot#bot_1 2026-11-21')).toBe(0)
  })

  it('counts an answer in the window in which it was asked', async () => {
    const { reserve, time, spent } = budgetOf({ botDay: 100 })
    const reservation = await reserve()
    time.now += 3 * 60 * 60 * 1_000
    await reservation.settle(4)
    expect(Object.fromEntries(spent)).toEqual({ 'bot#bot_1 2026-11-21': 4 })
  })

  it('is overrun by less than one estimate, whatever questions cost up to it and however they end', async () => {
    const [cap, estimate] = [100, 10]
    const question = fc.record({ cost: fc.nat(estimate), endingBefore: fc.nat(4) })
    await fc.assert(
      fc.asyncProperty(fc.array(question, { maxLength: 80 }), async questions => {
        const { reserve, spent } = budgetOf({ botDay: cap }, estimate)
        const spentSoFar = () => spent.get('bot#bot_1 2026-11-21') ?? 0
        const underWay: { cost: number; settle: (cost: number) => Promise<void> }[] = []
        let total = 0
        const end = async (count: number) => {
          for (const { cost, settle } of underWay.splice(0, count)) {
            await settle(cost)
            total += cost
          }
        }
        for (const { cost, endingBefore } of questions) {
          await end(endingBefore)
          const before = spentSoFar()
          const outcome = await reserve().catch(error => error as Error)
          // Let in as long as there is room, refused only when there is none.
          expect('settle' in outcome).toBe(before < cap)
          if ('settle' in outcome) underWay.push({ cost, settle: outcome.settle })
        }
        await end(underWay.length)
        expect(spentSoFar()).toBe(total)
        expect(total).toBeLessThan(cap + estimate)
      }),
    )
  })
})
