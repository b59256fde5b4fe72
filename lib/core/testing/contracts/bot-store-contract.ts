import { beforeAll, describe, expect, it } from 'vitest'
import type { BotStore } from '../../bots/ports.ts'
import { sampleBot, sampleContents, sampleDocument } from '../sample-items.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every store of bots must do. */
export function botStoreContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let bots: BotStore
  beforeAll(async () => {
    place = await open()
    ;({ bots } = place)
  })

  describe('a bot', () => {
    it('comes back as it was created, and is not created over another', async () => {
      const bot = sampleBot('bot_a', { allowedSites: ['https://example.com'], suggestedQuestions: ['Dogs?'] })
      await bots.create(bot)
      expect(await bots.get('bot_a')).toEqual(bot)
      await expect(bots.create({ ...bot, name: 'Other' })).rejects.toMatchObject({ code: 'conflict' })
      expect((await bots.get('bot_a'))?.name).toBe('Harbour Museum')
      expect(await bots.get('bot_none')).toBeNull()
    })

    it('is listed with its owner’s, newest first, without their documents', async () => {
      const ownerId = 'owner-of-two'
      await bots.create(sampleBot('bot_old', { ownerId, createdAt: '2026-01-01T00:00:00.000Z' }))
      await bots.create(sampleBot('bot_new', { ownerId, createdAt: '2026-02-01T00:00:00.000Z' }))
      await place.documents.create(sampleDocument('bot_old', 'doc_1', { ownerId }))
      expect((await bots.listByOwner(ownerId)).map(({ id }) => id)).toEqual(['bot_new', 'bot_old'])
      expect(await bots.listByOwner('nobody')).toEqual([])
    })
  })

  it('everybody’s bots are listed by their ids, without those being deleted', async () => {
    for (const id of ['bot_here', 'bot_leaving'])
      await bots.create(sampleBot(id, { ownerId: `owner-of-${id}` }))
    await place.documents.create(sampleDocument('bot_here', 'doc_1'))
    await bots.markDeleting('bot_leaving', '2026-01-01T00:00:00.000Z')
    const ids = await bots.listIds()
    expect(ids).toContain('bot_here')
    expect(ids).not.toContain('bot_leaving')
    expect(new Set(ids).size).toBe(ids.length)
  })

  describe('replacing the settings', () => {
    it('lets one of many writers with the same version through, and tells the others', async () => {
      const bot = sampleBot('bot_busy')
      await bots.create(bot)
      const results = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) => bots.replace({ ...bot, version: 2, name: `Name ${index}` })),
      )
      const winner = results.findIndex(({ status }) => status === 'fulfilled')
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' })
      expect(await bots.get('bot_busy')).toMatchObject({ version: 2, name: `Name ${winner}` })
    })

    it('leaves the knowledge version to the ingestion', async () => {
      const bot = sampleBot('bot_known')
      await bots.create(bot)
      const document = sampleDocument('bot_known', 'doc_1', { status: 'packing' })
      await place.documents.create(document)
      await place.documents.publish(document, sampleContents(), null, null)
      await bots.replace({ ...bot, version: 2, knowledgeVersion: 0 })
      expect(await bots.get('bot_known')).toMatchObject({ version: 2, knowledgeVersion: 1 })
    })
  })

  describe('deleting', () => {
    it('closes the bot to everybody at once, and to writers too', async () => {
      const bot = sampleBot('bot_closing', { ownerId: 'owner-closing' })
      await bots.create(bot)
      expect(await bots.markDeleting('bot_closing', '2026-01-01T00:00:00.000Z')).toBe(true)
      expect(await bots.get('bot_closing')).toBeNull()
      expect(await bots.listByOwner('owner-closing')).toEqual([])
      await expect(bots.replace({ ...bot, version: 2 })).rejects.toMatchObject({ code: 'conflict' })
    })

    it('is begun once, and never for a bot that is not there', async () => {
      await bots.create(sampleBot('bot_twice'))
      const now = '2026-01-01T00:00:00.000Z'
      const begun = await Promise.all([
        bots.markDeleting('bot_twice', now),
        bots.markDeleting('bot_twice', now),
      ])
      expect(begun.toSorted()).toEqual([false, true])
      expect(await bots.markDeleting('bot_none', now)).toBe(false)
      expect(await bots.get('bot_none')).toBeNull()
    })

    it('is remembered until it has ended, those begun first in front', async () => {
      const begin = (day: number) => `1999-01-0${day}T00:00:00.000Z`
      for (const day of [2, 1, 3]) {
        await bots.create(sampleBot(`bot_day${day}`))
        await bots.markDeleting(`bot_day${day}`, begin(day))
      }
      expect(await bots.listDeleting(begin(3), 10)).toEqual(['bot_day1', 'bot_day2'])
      expect(await bots.listDeleting(begin(4), 1)).toEqual(['bot_day1'])
      await bots.delete('bot_day1')
      expect(await bots.listDeleting(begin(4), 10)).toEqual(['bot_day2', 'bot_day3'])
    })
  })
}
