import { beforeAll, describe, expect, it } from 'vitest'
import type { UsageStore } from '../../usage/ports.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every store of day figures must do. */
export function usageStoreContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let usage: UsageStore
  beforeAll(async () => {
    place = await open()
    ;({ usage } = place)
  })

  describe('a day’s figures', () => {
    it('add up, each by its name, those that are 0 included', async () => {
      await usage.add('bot_usage1', '2026-01-01', { questions: 1, inputTokens: 40, failed: 0 })
      await usage.add('bot_usage1', '2026-01-01', { questions: 1, unanswered: 1 })
      const sums = { questions: 2, inputTokens: 40, failed: 0, unanswered: 1 }
      expect(await place.figures('bot_usage1', '2026-01-01')).toEqual(sums)
    })

    it('are those of one bot and one day', async () => {
      await usage.add('bot_usage2', '2026-01-01', { questions: 1 })
      await usage.add('bot_usage2', '2026-01-02', { questions: 2 })
      await usage.add('bot_usage20', '2026-01-01', { questions: 4 })
      expect(await place.figures('bot_usage2', '2026-01-01')).toEqual({ questions: 1 })
      expect(await place.figures('bot_usage2', '2026-01-02')).toEqual({ questions: 2 })
      expect(await place.figures('bot_usage2', '2026-01-03')).toEqual({})
    })

    it('lose nothing to writers at the same time', async () => {
      const counts = { questions: 1, microUsd: 250 }
      await Promise.all(Array.from({ length: 20 }, () => usage.add('bot_usage3', '2026-01-01', counts)))
      expect(await place.figures('bot_usage3', '2026-01-01')).toEqual({ questions: 20, microUsd: 5_000 })
    })

    it.each([
      ['one that is no number', { questions: 1, microUsd: Number.NaN }],
      ['one without end', { questions: 1, microUsd: Number.POSITIVE_INFINITY }],
      ['none at all', {}],
    ])('refuse %s, and then stay as they were', async (what, counts) => {
      const botId = `bot_usage-${what.replaceAll(' ', '-')}`
      await usage.add(botId, '2026-01-01', { questions: 1 })
      await expect(usage.add(botId, '2026-01-01', counts)).rejects.toThrow()
      expect(await place.figures(botId, '2026-01-01')).toEqual({ questions: 1 })
    })
  })
}
