import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocentError } from '../errors.ts'
import { fakeScheduler } from '../testing/fake-scheduler.ts'
import { AdaptiveConcurrency } from './adaptive-concurrency.ts'

const busy = () => new DocentError('busy', 'Very busy.', 'Wait.')

/** Calls that end when the test says so. */
function gate() {
  const open: (() => void)[] = []
  let most = 0
  return {
    open,
    most: () => most,
    async call<T>(result: T): Promise<T> {
      await new Promise<void>(resolve => {
        open.push(resolve)
        most = Math.max(most, open.length)
      })
      return result
    },
    async finishAll(done: () => boolean) {
      while (!done()) {
        open.shift()?.()
        for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      }
    },
  }
}

describe('concurrency', () => {
  it('begins with four calls at a time and grows to sixteen, never beyond', async () => {
    const { call, finishAll, open, most } = gate()
    const calls = new AdaptiveConcurrency(fakeScheduler().scheduler)
    let done = false
    const mapped = calls
      .map(
        Array.from({ length: 300 }, (_, index) => index),
        call,
      )
      .finally(() => {
        done = true
      })
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    expect(open).toHaveLength(4)
    await finishAll(() => done)
    expect(await mapped).toHaveLength(300)
    expect(most()).toBe(16)
    expect(calls.concurrency).toBe(16)
  })

  it('is halved by each throttled call, down to one', async () => {
    const calls = new AdaptiveConcurrency(fakeScheduler().scheduler)
    let throttled = 0
    await calls.map(['one'], async () => {
      if (throttled++ < 1) throw busy()
    })
    expect(calls.concurrency).toBeCloseTo(2 + 1 / 2)
    throttled = 0
    await calls.map(['one'], async () => {
      if (throttled++ < 6) throw busy()
    })
    expect(calls.concurrency).toBe(2)
  })

  it('waits longer each time, up to eight seconds, and gives up after about a minute', async () => {
    const { time, scheduler } = fakeScheduler(1)
    let calls = 0
    const failing = new AdaptiveConcurrency(scheduler).map(['one'], async () => {
      calls++
      throw busy()
    })
    await expect(failing).rejects.toMatchObject({ code: 'busy' })
    expect(calls).toBe(12)
    expect(time.waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000])
  })

  it('spreads those who wait over half of the time', async () => {
    const waits: number[] = []
    for (const chance of [0, 1]) {
      const { time, scheduler } = fakeScheduler(chance)
      let calls = 0
      await new AdaptiveConcurrency(scheduler).map(['one'], async () => {
        if (calls++ === 0) throw busy()
      })
      waits.push(...time.waits)
    }
    expect(waits).toEqual([125, 250])
  })

  it('keeps the order of what it was given, whoever is ready first and whatever is throttled', async () => {
    const item = fc.record({ turns: fc.nat(5), throttles: fc.nat(3) })
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 40 }), async items => {
        const left = items.map(({ throttles }) => throttles)
        const results = await new AdaptiveConcurrency(fakeScheduler().scheduler).map(
          items.map((item, index) => ({ ...item, index })),
          async ({ turns, index }) => {
            for (let turn = 0; turn < turns; turn++) await Promise.resolve()
            if (left[index]!-- > 0) throw busy()
            return index
          },
        )
        expect(results).toEqual(items.map((_, index) => index))
      }),
      { numRuns: 50 },
    )
  })

  it('ends with the first failure that is not throttling, and begins no further call', async () => {
    let begun = 0
    const failing = new AdaptiveConcurrency(fakeScheduler().scheduler).map(
      Array.from({ length: 100 }, (_, index) => index),
      async index => {
        begun++
        if (index === 2) throw new Error('no such model')
      },
    )
    await expect(failing).rejects.toThrow('no such model')
    expect(begun).toBeLessThan(20)
  })
})
