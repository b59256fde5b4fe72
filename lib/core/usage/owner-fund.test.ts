import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryOwners } from '../testing/memory-days.ts'
import { OwnerFund } from './owner-fund.ts'

const TODAY = '2026-11-21'
const ESTIMATE = 10

/** Processes of one installation; what they ask the table for is counted. */
function place(cap: number, processes = 1) {
  const { owners, sums } = memoryOwners()
  const time = { now: 0 }
  let [calls, broken] = [0, false]
  const called = <T>(run: () => Promise<T>) => {
    calls += 1
    return broken ? Promise.reject(new Error('The table does not answer.')) : run()
  }
  const funds = Array.from(
    { length: processes },
    () =>
      new OwnerFund({
        owners: {
          add: (...all) => called(() => owners.add(...all)),
          reserve: (...all) => called(() => owners.reserve(...all)),
        },
        clock: () => time.now,
        caps: { day: cap, month: null },
        estimate: ESTIMATE,
      }),
  )
  const ask = (process = 0, day = TODAY) => funds[process]!.reserve('anna', day, ESTIMATE)
  const table = (day = TODAY) => sums.get(`anna ${day}`) ?? 0
  return { ask, table, time, calls: () => calls, breakTable: (now: boolean) => (broken = now) }
}

it('far from its limit a question asks the table nothing, and what is spent is told now and then', async () => {
  const { ask, table, calls } = place(10_000)
  for (let asked = 0; asked < 100; asked++) await (await ask()).settle(4)
  expect(calls()).toBeLessThan(15)
  expect(table()).toBeGreaterThan(400 - 50)
  expect(table()).toBeLessThanOrEqual(400 + ESTIMATE)
})

it('after half a minute the table is asked again, since others spend too', async () => {
  const { ask, calls, time } = place(10_000)
  await (await ask()).settle(4)
  await (await ask()).settle(4)
  expect(calls()).toBe(1)
  time.now += 30_000
  await ask()
  expect(calls()).toBe(2)
})

it('near its limit each question is set aside and settled in the table', async () => {
  const { ask, table } = place(150)
  const first = await ask()
  expect(table()).toBe(10)
  await first.settle(3)
  expect(table()).toBe(3)
  const second = await ask()
  second.raiseBy(40)
  await second.settle(50)
  expect(table()).toBe(53)
})

it('many at the same moment are let in up to the limit, however many of them the table does not know yet', async () => {
  const { ask } = place(1_000)
  await (await ask()).settle(0)
  const asked = await Promise.allSettled(Array.from({ length: 300 }, () => ask()))
  const letIn = asked.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
  for (let more = 0; more < 300; more++) {
    const one = await ask().catch(() => null)
    if (one) letIn.push(one)
  }
  expect(letIn).toHaveLength(1_000 / ESTIMATE)
})

it('answers that come in another order let in no more', async () => {
  const { owners } = memoryOwners()
  const waiting: (() => void)[] = []
  const late = async <T>(answer: Promise<T>) => {
    await answer
    await new Promise<void>(resolve => waiting.unshift(resolve))
    return answer
  }
  const fund = new OwnerFund({
    owners: { add: (...all) => late(owners.add(...all)), reserve: (...all) => late(owners.reserve(...all)) },
    clock: () => 0,
    caps: { day: 1_000, month: null },
    estimate: ESTIMATE,
  })
  let letIn = 0
  for (let asked = 0; asked < 200; asked++)
    fund.reserve('anna', TODAY, ESTIMATE).then(
      () => letIn++,
      () => undefined,
    )
  for (let turn = 0; turn < 2_000; turn++) {
    await new Promise(resolve => setImmediate(resolve))
    waiting.shift()?.()
  }
  expect(letIn).toBe(100)
})

it('what is being told is no room for others until it has been', async () => {
  const { owners } = memoryOwners()
  const later = async <T>(answer: Promise<T>) => {
    for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
    return answer
  }
  const fund = new OwnerFund({
    owners: {
      add: (...all) => later(owners.add(...all)),
      reserve: (...all) => later(owners.reserve(...all)),
    },
    clock: () => 0,
    caps: { day: 1_000, month: null },
    estimate: ESTIMATE,
  })
  await (await fund.reserve('anna', TODAY, ESTIMATE)).settle(0)
  const underWay = await Promise.all(Array.from({ length: 70 }, () => fund.reserve('anna', TODAY, ESTIMATE)))
  const ending = underWay.map(one => one.settle(ESTIMATE))
  const asked = Array.from({ length: 100 }, () => fund.reserve('anna', TODAY, ESTIMATE).catch(() => null))
  const more = (await Promise.all(asked)).filter(one => one !== null)
  await Promise.all(ending)
  expect(more).toHaveLength(30)
})

it('what is under way at midnight is of the same month', async () => {
  const { owners } = memoryOwners()
  const caps = { day: null, month: 1_000 }
  const fund = new OwnerFund({ owners, clock: () => 0, caps, estimate: ESTIMATE })
  const ask = (day: string) => fund.reserve('anna', day, ESTIMATE).catch(() => null)
  for (let asked = 0; asked < 60; asked++) await ask(TODAY)
  let letIn = 0
  for (let asked = 0; asked < 100; asked++) if (await ask('2026-11-22')) letIn += 1
  expect(letIn).toBe(40)
})

it('an owner who is forgotten for others has been told of before', async () => {
  const { owners, sums } = memoryOwners()
  const caps = { day: 10_000, month: null }
  const fund = new OwnerFund({ owners, clock: () => 0, caps, estimate: ESTIMATE })
  for (let asked = 0; asked < 3; asked++) await (await fund.reserve('anna', TODAY, ESTIMATE)).settle(ESTIMATE)
  for (let other = 0; other < 1_000; other++) await fund.reserve(`owner ${other}`, TODAY, ESTIMATE)
  expect(sums.get(`anna ${TODAY}`)).toBe(3 * ESTIMATE)
})

it('an owner of whom answers are under way is not forgotten, however many others come', async () => {
  const { owners } = memoryOwners()
  const caps = { day: 1_000, month: null }
  const fund = new OwnerFund({ owners, clock: () => 0, caps, estimate: ESTIMATE, rememberedOwners: 5 })
  const ask = async () => [await fund.reserve('anna', TODAY, ESTIMATE)]
  await (await ask())[0]!.settle(0)
  let letIn = 0
  for (let round = 0; round < 3; round++) {
    for (let asked = 0; asked < 60; asked++) letIn += (await ask().catch(() => [])).length
    for (let other = 0; other < 20; other++) {
      const reservation = await fund.reserve(`owner ${round} ${other}`, TODAY, ESTIMATE)
      await reservation.settle(ESTIMATE)
    }
  }
  expect(letIn).toBe(1_000 / ESTIMATE)
})

it('what was not told of a day is told of that day with the first question of the next', async () => {
  const { ask, table } = place(10_000)
  for (let asked = 0; asked < 3; asked++) await (await ask()).settle(4)
  await (await ask(0, '2026-11-22')).settle(5)
  expect(table()).toBe(12)
  expect(table('2026-11-22')).toBe(10)
})

it('what could not be told is not lost', async () => {
  const { ask, table, breakTable } = place(150)
  const reservation = await ask()
  breakTable(true)
  await expect(reservation.settle(3)).rejects.toThrow('does not answer')
  await expect(ask()).rejects.toThrow('does not answer')
  breakTable(false)
  await (await ask()).settle(5)
  expect(table()).toBe(8)
})

it('several processes overrun a limit by no more than each may spend untold', async () => {
  const processes = 3
  const cap = 1_000
  const step = fc.record({ process: fc.nat(processes - 1), cost: fc.nat(ESTIMATE), seconds: fc.nat(20) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 100, maxLength: 500 }), async steps => {
      const { ask, table, time } = place(cap, processes)
      let total = 0
      for (const { process, cost, seconds } of steps) {
        time.now += seconds * 1_000
        const reservation = await ask(process).catch(() => null)
        await reservation?.settle(cost)
        if (reservation) total += cost
      }
      // The margin of twenty, and what two others may not have told: less than five long questions each.
      expect(total).toBeLessThan(cap + 2 * 5 * ESTIMATE + ESTIMATE)
      expect(Math.abs(table() - total)).toBeLessThan(processes * 5 * ESTIMATE)
    }),
    { numRuns: 30 },
  )
})
