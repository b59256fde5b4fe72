import { beforeAll, describe, expect, it } from 'vitest'
import type { BotStore } from '../../bots/ports.ts'
import type { PackEntry } from '../../documents/pack-entry.ts'
import type { DocumentStore } from '../../documents/ports.ts'
import type { PackManifests } from '../../retrieval/ports.ts'
import { sampleBot, sampleContents, sampleDocument, samplePack } from '../sample-items.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every store of manifests must do, together with the store of documents. */
export function packManifestsContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let manifests: PackManifests
  let bots: BotStore
  let documents: DocumentStore
  beforeAll(async () => {
    place = await open()
    ;({ manifests, bots, documents } = place)
  })

  let made = 0
  async function newBot(): Promise<string> {
    const id = `bot_manifest${++made}`
    await bots.create(sampleBot(id))
    return id
  }

  const add = (...packs: PackEntry[]) => ({ add: packs, remove: [], purge: [] })
  const idsOf = async (botId: string) => (await manifests.get(botId)).packs.map(({ id }) => id).toSorted()

  async function makeReady(botId: string, id: string, replaces: string | null = null) {
    const document = sampleDocument(botId, id, { status: 'packing' })
    await documents.create(document)
    return documents.publish(document, sampleContents(), samplePack(id), replaces)
  }

  describe('a manifest', () => {
    it('is empty where none was written', async () => {
      expect(await manifests.get('bot_nowhere')).toEqual({
        version: 0,
        packs: [],
        tombstones: [],
        complete: false,
      })
    })

    it('takes one pack for others in one step, and only if those are still there', async () => {
      const botId = await newBot()
      const [a, b, c] = [samplePack('doc_a'), samplePack('doc_b'), samplePack('doc_c')]
      expect(await manifests.replace(botId, add(a, b, c))).toBe(true)
      const merged = samplePack('pack_1')
      expect(await manifests.replace(botId, { add: [merged], remove: [a, b], purge: [] })).toBe(true)
      expect(await idsOf(botId)).toEqual(['doc_c', 'pack_1'])
      const late = await manifests.replace(botId, { add: [samplePack('pack_2')], remove: [b, c], purge: [] })
      expect(late).toBe(false)
      expect(await idsOf(botId)).toEqual(['doc_c', 'pack_1'])
      const { version, packs } = await manifests.get(botId)
      expect(version).toBe(2)
      expect(packs.find(({ id }) => id === 'pack_1')).toEqual(merged)
    })

    it('refuses to replace a pack that has become another one under the same name', async () => {
      const botId = await newBot()
      const [old, now] = [samplePack('doc_a', 'first'), samplePack('doc_a', 'second')]
      await manifests.replace(botId, add(old))
      expect(await manifests.replace(botId, { add: [now], remove: [old], purge: [] })).toBe(true)
      expect(await manifests.replace(botId, { add: [samplePack('pack_1')], remove: [old], purge: [] })).toBe(
        false,
      )
      expect(await manifests.replace(botId, add(samplePack('doc_a', 'third')))).toBe(false)
      expect((await manifests.get(botId)).packs).toEqual([now])
    })

    it('takes 32 packs and a hundred tombstones away in one step', async () => {
      const botId = await newBot()
      const id = (index: number) => `doc_01ARZ3NDEKTSV4RRFFQ69G5F${String(index).padStart(3, '0')}`
      const many = Array.from({ length: 32 }, (_, index) => samplePack(id(index)))
      for (const one of many) await manifests.replace(botId, add(one))
      const purge = Array.from({ length: 150 }, (_, index) => id(index))
      expect(await manifests.replace(botId, { add: [samplePack('pack_1')], remove: many, purge })).toBe(true)
      expect(await idsOf(botId)).toEqual(['pack_1'])
    })

    it('changes only while it is of the version that was read, where that is asked for', async () => {
      const botId = await newBot()
      const first = { ...add(samplePack('doc_a')), version: 0 }
      expect(await manifests.replace(botId, first)).toBe(true)
      expect(await manifests.replace(botId, { ...add(samplePack('doc_b')), version: 0 })).toBe(false)
      expect(await manifests.replace(botId, { ...add(samplePack('doc_b')), version: 1 })).toBe(true)
      expect(await idsOf(botId)).toEqual(['doc_a', 'doc_b'])
      const many = Array.from({ length: 300 }, (_, index) => samplePack(`doc_many_${index}`))
      expect(await manifests.replace(botId, { ...add(...many), version: 2 })).toBe(true)
      const one = { add: [samplePack('pack_1')], remove: many, purge: [], complete: true, version: 3 }
      expect(await manifests.replace(botId, { ...one, version: 2 })).toBe(false)
      expect(await manifests.replace(botId, one)).toBe(true)
      expect(await idsOf(botId)).toEqual(['doc_a', 'doc_b', 'pack_1'])
      expect(await manifests.get(botId)).toMatchObject({ version: 4, complete: true })
    })

    it('gives the bot a higher number of what it knows in the same step, where that is asked for', async () => {
      const botId = await newBot()
      await makeReady(botId, 'doc_a')
      const known = async () => (await bots.get(botId))?.knowledgeVersion
      expect(await manifests.replace(botId, { ...add(samplePack('doc_b')), knowledgeVersion: 1 })).toBe(false)
      expect(await manifests.replace(botId, { ...add(samplePack('doc_b')), knowledgeVersion: 0 })).toBe(false)
      expect([await known(), await idsOf(botId)]).toEqual([1, ['doc_a']])
      const now = 1_767_225_600_000
      expect(await manifests.replace(botId, { ...add(samplePack('doc_b')), knowledgeVersion: now })).toBe(
        true,
      )
      expect([await known(), await idsOf(botId)]).toEqual([now, ['doc_a', 'doc_b']])
      const late = { ...add(samplePack('doc_c')), version: 0, knowledgeVersion: now + 1 }
      expect(await manifests.replace(botId, late)).toBe(false)
      await makeReady(botId, 'doc_d')
      expect(await known()).toBe(now + 1)
      await bots.markDeleting(botId, '2026-01-02T00:00:00.000Z')
      const gone = { ...add(samplePack('doc_c')), knowledgeVersion: now + 2 }
      expect(await manifests.replace(botId, gone)).toBe(false)
    })

    it('does not come back for a bot that is gone or going', async () => {
      const botId = await newBot()
      await bots.markDeleting(botId, '2026-01-02T00:00:00.000Z')
      expect(await manifests.replace(botId, add(samplePack('doc_a')))).toBe(false)
      expect(await manifests.replace('bot_nowhere', add(samplePack('doc_a')))).toBe(false)
      expect(await idsOf(botId)).toEqual([])
    })

    it('gains the pack of a document in the moment it is ready, and loses nothing to writers at the same time', async () => {
      const botId = await newBot()
      const ids = Array.from({ length: 12 }, (_, index) => `doc_${index}`)
      await Promise.all(ids.map(id => makeReady(botId, id)))
      expect(await idsOf(botId)).toEqual(ids.toSorted())
      expect((await bots.get(botId))?.knowledgeVersion).toBe(12)
    })

    it('names a document withdrawn in the moment it is being deleted or replaced', async () => {
      const botId = await newBot()
      await makeReady(botId, 'doc_old')
      await makeReady(botId, 'doc_new', 'doc_old')
      await documents.withdraw({ botId, id: 'doc_new' }, '2026-01-02T00:00:00.000Z')
      const { tombstones, packs } = await manifests.get(botId)
      expect(tombstones.toSorted()).toEqual(['doc_new', 'doc_old'])
      expect(packs).toHaveLength(2)
      await manifests.replace(botId, { add: [], remove: packs, purge: tombstones })
      expect(await manifests.get(botId)).toMatchObject({ tombstones: [], packs: [] })
    })

    it('does not gain the pack of a worker whose lease was taken over', async () => {
      const botId = await newBot()
      const document = sampleDocument(botId, 'doc_a', { status: 'packing', attempts: 2 })
      await documents.create(document)
      const mine = { ...document, attempts: 1 }
      const late = await documents.publish(mine, sampleContents(), samplePack('doc_a'), null)
      expect(late).toBeNull()
      expect(await idsOf(botId)).toEqual([])
    })

    it('is complete from the moment somebody said so', async () => {
      const botId = await newBot()
      await manifests.replace(botId, add(samplePack('doc_a')))
      expect((await manifests.get(botId)).complete).toBe(false)
      await manifests.replace(botId, { add: [], remove: [], purge: [], complete: true })
      expect(await manifests.get(botId)).toMatchObject({ complete: true, packs: [samplePack('doc_a')] })
      await manifests.delete(botId)
      expect(await manifests.get(botId)).toMatchObject({ complete: false, packs: [] })
    })

    it('is merged by one at a time, until that one has ended or its time is over', async () => {
      const botId = await newBot()
      expect(await manifests.claimMerge(botId, 1_000, 2_000)).toBe(false)
      await manifests.replace(botId, add(samplePack('doc_a')))
      const claims = await Promise.all([1, 2, 3].map(() => manifests.claimMerge(botId, 1_000, 2_000)))
      expect(claims.filter(Boolean)).toHaveLength(1)
      expect(await manifests.claimMerge(botId, 2_000, 3_000)).toBe(false)
      expect(await manifests.claimMerge(botId, 2_001, 3_000)).toBe(true)
      await manifests.releaseMerge(botId)
      expect(await manifests.claimMerge(botId, 2_002, 3_000)).toBe(true)
      await manifests.delete(botId)
      await manifests.releaseMerge(botId)
      expect((await manifests.get(botId)).version).toBe(0)
    })
  })
}
