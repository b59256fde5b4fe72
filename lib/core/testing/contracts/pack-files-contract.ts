import { beforeAll, describe, expect, it } from 'vitest'
import type { PackFiles } from '../../retrieval/ports.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every store of packs must do. */
export function packFilesContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let packFiles: PackFiles
  beforeAll(async () => {
    place = await open()
    ;({ packFiles } = place)
  })

  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 251)

  describe('packs in the bucket', () => {
    it('are written from parts and read by ranges, many at the same time', async () => {
      await packFiles.put('bot_1', 'a.pack', [
        bytes.subarray(0, 10),
        bytes.subarray(10, 10),
        bytes.subarray(10),
      ])
      const ranges = Array.from({ length: 40 }, (_, index) => index * 2_500)
      const read = await Promise.all(
        ranges.map(from => packFiles.read('bot_1', 'a.pack', from, from + 2_500)),
      )
      expect(Buffer.concat(read.map(part => part!))).toEqual(Buffer.from(bytes))
      expect(await packFiles.read('bot_1', 'a.pack', 5, 5)).toEqual(new Uint8Array())
    })

    it('say that an object is gone, or ends too early, and no more', async () => {
      await packFiles.put('bot_1', 'short.pack', [bytes.subarray(0, 100)])
      expect(await packFiles.read('bot_1', 'gone.pack', 0, 10)).toBeNull()
      expect(await packFiles.read('bot_2', 'short.pack', 0, 10)).toBeNull()
      expect(await packFiles.read('bot_1', 'short.pack', 90, 110)).toBeNull()
      expect(await packFiles.read('bot_1', 'short.pack', 100, 110)).toBeNull()
    })

    it('are listed and deleted by bot, also those that are gone already', async () => {
      await packFiles.put('bot_3', 'a.pack', [bytes])
      await packFiles.put('bot_3', 'b.pack', [bytes])
      await packFiles.put('bot_30', 'c.pack', [bytes])
      expect((await packFiles.list('bot_3')).toSorted()).toEqual(['a.pack', 'b.pack'])
      await packFiles.delete('bot_3', ['a.pack', 'never.pack'])
      expect(await packFiles.list('bot_3')).toEqual(['b.pack'])
      await packFiles.delete('bot_3', [])
      expect(await packFiles.list('bot_30')).toEqual(['c.pack'])
    })
  })
}
