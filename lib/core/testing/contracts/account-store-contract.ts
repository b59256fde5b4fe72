import { beforeAll, describe, expect, it } from 'vitest'
import type { AccountStore } from '../../deletion/ports.ts'
import { sampleBot } from '../sample-items.ts'
import type { StoresPlace } from './stores-place.ts'

const DAY = 24 * 60 * 60 * 1_000

/** What every store of accounts must do. */
export function accountStoreContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let accounts: AccountStore
  beforeAll(async () => {
    place = await open()
    ;({ accounts } = place)
  })
  const began = (day: number) => `2026-01-0${day}T00:00:00.000Z`

  describe('an account', () => {
    it('is open until it is closed, and closed for good', async () => {
      expect(await accounts.isClosed('anna')).toBe(false)
      await accounts.close('anna', began(1))
      expect(await accounts.isClosed('anna')).toBe(true)
      expect(await accounts.isClosed('ben')).toBe(false)
      await accounts.finishClosing('anna', Date.now() + DAY)
      expect(await accounts.isClosed('anna')).toBe(true)
    })

    it('that is closed gets no bot; those of others do', async () => {
      await accounts.close('closed-owner', began(1))
      const bot = sampleBot('bot_late', { ownerId: 'closed-owner' })
      await expect(place.bots.create(bot)).rejects.toMatchObject({ code: 'signed-out' })
      expect(await place.bots.get('bot_late')).toBeNull()
      await place.bots.create({ ...bot, ownerId: 'open-owner' })
      expect(await place.bots.get('bot_late')).toMatchObject({ ownerId: 'open-owner' })
    })

    it('is listed while it is emptied, the longest closed first, from when it was closed first', async () => {
      await accounts.close('second', began(3))
      await accounts.close('first', began(2))
      await accounts.close('second', began(9))
      const ours = async (before: string, limit: number) =>
        (await accounts.listClosing(before, limit)).filter(id => id === 'first' || id === 'second')
      expect(await ours(began(4), 50)).toEqual(['first', 'second'])
      expect(await ours(began(3), 50)).toEqual(['first'])
      expect(await accounts.listClosing(began(9), 1)).toHaveLength(1)
      await accounts.finishClosing('first', Date.now() + DAY)
      expect(await ours(began(4), 50)).toEqual(['second'])
    })
  })
}
