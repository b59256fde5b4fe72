import { beforeAll, describe, expect, it } from 'vitest'
import type { PassageStore } from '../../retrieval/ports.ts'
import { samplePassage } from '../sample-items.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every store of passages must do. */
export function passageStoreContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let passages: PassageStore
  beforeAll(async () => {
    place = await open()
    ;({ passages } = place)
  })

  function some(documentId: string, count: number) {
    return Array.from({ length: count }, (_, ordinal) => samplePassage(documentId, ordinal))
  }

  describe('passages', () => {
    it('come back in order and to the bit, however they were written', async () => {
      const all = some('doc_order', 60)
      const odd = samplePassage('doc_order', 60, 'emoji 🦊 and "quotes"')
      odd.vector = Float32Array.of(-0, 1e-38, 3.4e38, 1 / 3, -1)
      await passages.put('bot_1', [odd, ...all.toReversed()])
      expect(await passages.ofDocument('bot_1', 'doc_order')).toEqual([...all, odd])
    })

    it('keep a vector that is a part of a larger buffer', async () => {
      const plane = Float32Array.from({ length: 10 }, (_, index) => index)
      await passages.put('bot_1', [{ ...samplePassage('doc_part', 0), vector: plane.subarray(3, 6) }])
      const [found] = await passages.ofDocument('bot_1', 'doc_part')
      expect(found?.vector).toEqual(Float32Array.of(3, 4, 5))
    })

    it('come by key, texts without vectors and vectors without texts, and only those that are there', async () => {
      const all = some('doc_keys', 230)
      await passages.put('bot_1', all)
      const keys = [...all, { documentId: 'doc_keys', ordinal: 900 }, { documentId: 'doc_gone', ordinal: 0 }]
      const byOrdinal = (a: { ordinal: number }, b: { ordinal: number }) => a.ordinal - b.ordinal
      const texts = await passages.texts('bot_1', keys)
      expect(texts.toSorted(byOrdinal)).toEqual(all.map(({ vector: _, contentHash: __, ...text }) => text))
      const vectors = await passages.vectors('bot_1', keys)
      expect(vectors.toSorted(byOrdinal)).toEqual(
        all.map(({ documentId, ordinal, vector }) => ({ documentId, ordinal, vector })),
      )
      expect(await passages.texts('bot_other', keys)).toEqual([])
      expect(await passages.texts('bot_1', [])).toEqual([])
    })

    it('are written again without a trace', async () => {
      const all = some('doc_again', 3)
      await passages.put('bot_1', all)
      await passages.put('bot_1', all)
      expect(await passages.listOfDocument('bot_1', 'doc_again')).toEqual(
        all.map(({ ordinal, contentHash }) => ({ ordinal, contentHash })),
      )
    })

    it('are those of one document of one bot, also where another’s id begins alike', async () => {
      await passages.put('bot_1', [...some('doc_x', 2), ...some('doc_x1', 1)])
      await passages.put('bot_2', some('doc_x', 1))
      expect(await passages.ofDocument('bot_1', 'doc_x')).toHaveLength(2)
      expect(await passages.listOfDocument('bot_2', 'doc_x')).toHaveLength(1)
      expect(await passages.ofDocument('bot_1', 'doc_none')).toEqual([])
    })

    it('give their vectors by content', async () => {
      const all = some('doc_vectors', 2)
      await passages.put('bot_1', all)
      const vectors = await passages.vectorsOfDocument('bot_1', 'doc_vectors')
      expect(vectors).toEqual(new Map(all.map(({ contentHash, vector }) => [contentHash, vector])))
    })
  })

  describe('deleting passages', () => {
    it('takes those from an ordinal on, or all, and never another document’s', async () => {
      await passages.put('bot_1', [...some('doc_cut', 30), ...some('doc_cut2', 1)])
      await passages.deleteOfDocument('bot_1', 'doc_cut', 10)
      expect((await passages.listOfDocument('bot_1', 'doc_cut')).map(({ ordinal }) => ordinal)).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
      ])
      await passages.deleteOfDocument('bot_1', 'doc_cut')
      await passages.deleteOfDocument('bot_1', 'doc_cut')
      expect(await passages.listOfDocument('bot_1', 'doc_cut')).toEqual([])
      expect(await passages.listOfDocument('bot_1', 'doc_cut2')).toHaveLength(1)
    })

    it('reaches passages on every page of a long list', async () => {
      const long = Array.from({ length: 400 }, (_, ordinal) => ({
        ...samplePassage('doc_long', ordinal, 'x'.repeat(800)),
        vector: new Float32Array(1_024).fill(1 / 32),
      }))
      await passages.put('bot_1', long)
      expect(await passages.ofDocument('bot_1', 'doc_long')).toHaveLength(400)
      await passages.deleteOfDocument('bot_1', 'doc_long', 7)
      expect(await passages.listOfDocument('bot_1', 'doc_long')).toHaveLength(7)
    })
  })
}
