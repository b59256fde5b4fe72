import { describe, expect, it } from 'vitest'
import { fitQueries, fitTurn } from './fit-turn.ts'
import { quantile, takeTurns, timesSlower } from './take-turns.ts'

/** Each query takes `ms`, on paper. */
function side(name: string, ms: number, log: string[] = []) {
  return {
    async ask(queries: unknown[], times = 1) {
      log.push(name)
      const count = queries.length * times
      return { cpuMs: count * ms, wallMs: Array<number>(count).fill(ms), answers: queries }
    },
  }
}

describe('sides that take turns', () => {
  it('begin in the other order in every other round', async () => {
    const log: string[] = []
    const turns = ['a', 'b', 'c'].map(name => ({ side: side(name, 1, log), queries: [1] }))
    await takeTurns(turns, 3)
    expect(log.join('')).toBe('abccbaabc')
  })

  it('are compared by the time of one query, however many each was asked', async () => {
    const turns = [
      { side: side('ours', 2), queries: [1, 2, 3], times: 10 },
      { side: side('other', 50), queries: [1] },
    ]
    const [ours, other] = await takeTurns(turns, 4)
    expect(timesSlower(other!, ours!)).toBe(25)
    expect(ours!.wallMs).toHaveLength(120)
  })

  it('get turns of like length: the quick one more often, the slow one with fewer queries', async () => {
    const queries = Array.from({ length: 100 }, (_, at) => at)
    expect((await fitTurn(side('quick', 0.1), queries)).times).toBe(40)
    const slow = await fitTurn(side('slow', 100), queries)
    expect(slow).toMatchObject({ times: 1, queries: [0, 1, 2, 3] })
    expect(await fitQueries(side('very slow', 10_000), queries, 400)).toHaveLength(3)
  })
})

describe('a quantile', () => {
  it('is the value below which that share lies', () => {
    const values = Array.from({ length: 100 }, (_, at) => 99 - at)
    expect(quantile(values, 0.5)).toBe(50)
    expect(quantile(values, 0.95)).toBe(95)
    expect(quantile([7], 0.95)).toBe(7)
    expect(() => quantile([], 0.5)).toThrow(RangeError)
  })
})
