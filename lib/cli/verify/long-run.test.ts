import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LONG_RUN, runs, sampleOf } from './long-run.ts'

afterEach(() => vi.unstubAllEnvs())

describe('in npm test', () => {
  beforeEach(() => vi.stubEnv(LONG_RUN, ''))

  it('runs some', () => expect(runs(3, 50)).toBe(3))

  it('takes as many as asked for, each once and in their order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat()),
        fc.nat(20),
        fc.infiniteStream(fraction()),
        (all, count, random) => {
          const sample = sampleOf(all, count, () => random.next().value)
          expect(sample).toHaveLength(Math.min(count, all.length))
          expect(all.filter(one => sample.includes(one))).toEqual(sample)
        },
      ),
    )
  })

  it('takes each as often as any other', () => {
    let state = 1
    // Park and Miller's generator: the same numbers each time.
    const random = () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    }
    const times = new Map<string, number>()
    for (let sample = 0; sample < 10_000; sample++) {
      const taken = sampleOf(['a', 'b', 'c', 'd', 'e'], 2, random).join('')
      times.set(taken, (times.get(taken) ?? 0) + 1)
    }
    // Ten pairs, 1,000 of each expected; five standard deviations are 150.
    expect(times.size).toBe(10)
    for (const count of times.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })
})

describe('in npm run test:long', () => {
  beforeEach(() => vi.stubEnv(LONG_RUN, '1'))

  it('runs and takes all', () => {
    expect(runs(3, 50)).toBe(50)
    expect(sampleOf(['a', 'b', 'c'], 1)).toEqual(['a', 'b', 'c'])
  })
})

const fraction = () => fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
