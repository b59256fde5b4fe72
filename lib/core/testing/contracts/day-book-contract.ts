import { beforeAll, describe, expect, it } from 'vitest'
import type { DayBook } from '../../usage/ports.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every book of days must do. */
export function dayBookContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let days: DayBook
  beforeAll(async () => {
    place = await open()
    ;({ days } = place)
  })

  describe('a day’s figures', () => {
    it('add up, each by its name, those that are 0 included', async () => {
      await days.add('bot_usage1', '2026-01-01', { questions: 1, inputTokens: 40, failed: 0 })
      await days.add('bot_usage1', '2026-01-01', { questions: 1, unanswered: 1 })
      const sums = { questions: 2, inputTokens: 40, failed: 0, unanswered: 1 }
      expect(await place.figures('bot_usage1', '2026-01-01')).toEqual(sums)
    })

    it('are those of one bot and one day', async () => {
      await days.add('bot_usage2', '2026-01-01', { questions: 1 })
      await days.add('bot_usage2', '2026-01-02', { questions: 2 })
      await days.add('bot_usage20', '2026-01-01', { questions: 4 })
      expect(await place.figures('bot_usage2', '2026-01-01')).toEqual({ questions: 1 })
      expect(await place.figures('bot_usage2', '2026-01-02')).toEqual({ questions: 2 })
      expect(await place.figures('bot_usage2', '2026-01-03')).toEqual({})
    })

    it('lose nothing to writers at the same time', async () => {
      const counts = { questions: 1, microUsd: 250 }
      await Promise.all(Array.from({ length: 20 }, () => days.add('bot_usage3', '2026-01-01', counts)))
      expect(await place.figures('bot_usage3', '2026-01-01')).toEqual({ questions: 20, microUsd: 5_000 })
    })

    it.each([
      ['one that is no number', { questions: 1, microUsd: Number.NaN }],
      ['one without end', { questions: 1, microUsd: Number.POSITIVE_INFINITY }],
      ['none at all', {}],
    ])('refuse %s, and then stay as they were', async (what, counts) => {
      const botId = `bot_usage-${what.replaceAll(' ', '-')}`
      await days.add(botId, '2026-01-01', { questions: 1 })
      await expect(days.add(botId, '2026-01-01', counts)).rejects.toThrow()
      expect(await place.figures(botId, '2026-01-01')).toEqual({ questions: 1 })
    })
  })

  describe('a day that is opened', () => {
    const entry = { day: '2026-01-02', amount: 60, cap: 100, minute: null }

    it('lets in while less than its cap is spent or set aside', async () => {
      const opened = { ...entry, botId: 'bot_day1' }
      expect(await days.open(opened)).toBe(0)
      expect(await days.open(opened)).toBe(0)
      expect(await days.open(opened)).toBeNull()
      await days.add('bot_day1', '2026-01-02', { microUsd: -50 })
      expect(await days.open(opened)).toBe(0)
      expect(await days.open({ ...opened, cap: null })).toBe(0)
      expect(await place.figures('bot_day1', '2026-01-02')).toEqual({ microUsd: 190 })
    })

    it('counts its questions by the minute, those that find no room not', async () => {
      const ask = (minute: number, cap: number | null = null) =>
        days.open({ ...entry, botId: 'bot_day2', amount: 1, minute, cap })
      expect([await ask(7), await ask(7), await ask(7, 2)]).toEqual([1, 2, null])
      expect(await ask(9)).toBe(1)
      // Of a process whose clock is behind.
      expect(await ask(8)).toBe(2)
      expect(await ask(9)).toBe(3)
    })

    it('counts every question of many at the same time, and overruns its cap by less than one', async () => {
      const ask = () =>
        days.open({ botId: 'bot_day3', day: '2026-01-02', amount: 100, cap: 1_005, minute: 3 })
      const asked = await Promise.all(Array.from({ length: 30 }, ask))
      const letIn = asked.filter(count => count !== null).toSorted((a, b) => a - b)
      expect(letIn).toEqual(Array.from({ length: 11 }, (_, at) => at + 1))
    })

    it('takes figures only while it is there, where it must be', async () => {
      expect(await days.add('bot_day4', '2026-01-02', { questions: 1 }, true)).toBe(false)
      expect(await place.figures('bot_day4', '2026-01-02')).toEqual({})
      await days.open({ ...entry, botId: 'bot_day4' })
      expect(await days.add('bot_day4', '2026-01-02', { questions: 1 }, true)).toBe(true)
      expect(await place.figures('bot_day4', '2026-01-02')).toEqual({ microUsd: 60, questions: 1 })
    })
  })

  it('what was spent before a day is that of its month and bot', async () => {
    const days6 = ['2025-12-31', '2026-01-01', '2026-01-04', '2026-01-05', '2026-02-01']
    for (const [at, day] of days6.entries()) await days.add('bot_day5', day, { microUsd: 10 ** at })
    await days.add('bot_day50', '2026-01-01', { microUsd: 7 })
    expect(await days.spentBefore('bot_day5', '2026-01-05')).toBe(110)
    expect(await days.spentBefore('bot_day5', '2026-01-31')).toBe(1_110)
    expect(await days.spentBefore('bot_day5', '2026-02-01')).toBe(0)
  })
}
