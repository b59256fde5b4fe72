import { beforeAll, describe, expect, it } from 'vitest'
import type { BotStore } from '../../bots/ports.ts'
import type { Document } from '../../documents/document.ts'
import type { PackEntry } from '../../documents/pack-entry.ts'
import type { DocumentStore } from '../../documents/ports.ts'
import { sampleBot, sampleContents, sampleDocument, samplePack } from '../sample-items.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every store of documents must do. */
export function documentStoreContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let documents: DocumentStore
  let bots: BotStore
  let made = 0
  beforeAll(async () => {
    place = await open()
    ;({ documents, bots } = place)
  })

  async function newDocument(fields: Partial<Document> = {}): Promise<Document> {
    const botId = `bot_document${++made}`
    await bots.create(sampleBot(botId))
    const document = sampleDocument(botId, `doc_${made}`, fields)
    await documents.create(document)
    return document
  }

  const at = (minute: number) => `2026-01-01T12:${String(minute).padStart(2, '0')}:00.000Z`

  describe('a document', () => {
    it('comes back as it was created, its owner included', async () => {
      const document = await newDocument({ failure: null, progress: { done: 1, total: 2 } })
      expect(await documents.get(document.botId, document.id)).toEqual(document)
      expect(await documents.list(document.botId)).toEqual([document])
    })

    it('is not created over another', async () => {
      const document = await newDocument()
      await expect(documents.create({ ...document, name: 'Other.txt' })).rejects.toThrow()
      expect((await documents.get(document.botId, document.id))?.name).toBe('Rules.txt')
    })

    it('is listed newest first, and only with its own bot', async () => {
      const first = await newDocument()
      const second = sampleDocument(first.botId, `${first.id}_later`)
      await documents.create(second)
      await newDocument()
      expect((await documents.list(first.botId)).map(({ id }) => id)).toEqual([second.id, first.id])
    })

    it('is gone after deleting; deleting again is no error', async () => {
      const { botId, id } = await newDocument()
      await documents.delete(botId, id)
      await documents.delete(botId, id)
      expect(await documents.get(botId, id)).toBeNull()
    })
  })

  describe('advancing', () => {
    it.each([
      ['half a page', { progress: { done: 0.5, total: 1.5 } }],
      ['more than numbers count', { progress: { done: 1, total: 1e100 } }],
      ['no time', { heartbeat: 'soon' }],
    ])('writes nothing that could not be read again: %s', async (_, patch) => {
      const document = await newDocument()
      await expect(documents.advance(document, { from: ['waiting'] }, patch)).rejects.toThrow()
      expect(await documents.get(document.botId, document.id)).toEqual(document)
    })

    it('changes what is named, counts the version, and answers the new document', async () => {
      const document = await newDocument()
      const changed = await documents.advance(
        document,
        { from: ['waiting'], attempt: 0 },
        { status: 'extracting', attempts: 1, heartbeat: at(5) },
      )
      expect(changed).toEqual({
        ...document,
        status: 'extracting',
        attempts: 1,
        version: 2,
        heartbeat: at(5),
        updatedAt: at(5),
      })
      expect(await documents.get(document.botId, document.id)).toEqual(changed)
    })

    it('counts the version even where nothing else is changed', async () => {
      const document = await newDocument()
      expect(await documents.advance(document, { from: ['waiting'] }, {})).toMatchObject({ version: 2 })
    })

    it.each([
      ['another status', { from: ['packing', 'ready'] as const }],
      ['another attempt', { from: ['waiting'] as const, attempt: 1 }],
      ['a later sign of life', { from: ['waiting'] as const, staleSince: at(0) }],
    ])('changes nothing where the document has %s', async (_, expected) => {
      const document = await newDocument({ heartbeat: at(0) })
      expect(await documents.advance(document, expected, { status: 'failed' })).toBeNull()
      expect(await documents.get(document.botId, document.id)).toEqual(document)
      expect((await bots.get(document.botId))?.knowledgeVersion).toBe(0)
    })

    it('takes over what has given no sign of life for longer', async () => {
      const document = await newDocument({ heartbeat: at(0) })
      expect(
        await documents.advance(document, { from: ['waiting'], staleSince: at(1) }, { heartbeat: at(2) }),
      ).not.toBeNull()
    })

    it('makes no document of one that is gone', async () => {
      const document = await newDocument()
      await documents.delete(document.botId, document.id)
      expect(await documents.advance(document, { from: ['waiting'] }, { status: 'failed' })).toBeNull()
      expect(await documents.get(document.botId, document.id)).toBeNull()
    })

    it('lets one of many at the same time through', async () => {
      const document = await newDocument()
      const results = await Promise.all(
        Array.from({ length: 8 }, () =>
          documents.advance(
            document,
            { from: ['waiting'], attempt: 0 },
            { status: 'extracting', attempts: 1 },
          ),
        ),
      )
      expect(results.filter(Boolean)).toHaveLength(1)
    })
  })

  describe('publishing', () => {
    const packing = { status: 'packing' as const, attempts: 2, progress: { done: 1, total: 2 } }

    it('makes it ready and tells the bot in the same step that it knows something else', async () => {
      const document = await newDocument(packing)
      const contents = sampleContents({
        ...{ passageCount: 3, pageCount: 7, heartbeat: at(4) },
        predecessors: ['doc_first', 'doc_second'],
      })
      const ready = await documents.publish(document, contents, samplePack(document.id), null)
      const expected = { ...document, ...contents, progress: null, version: 2, updatedAt: at(4) }
      expect(ready).toEqual(expected)
      expect(await documents.get(document.botId, document.id)).toEqual(expected)
      expect((await bots.get(document.botId))?.knowledgeVersion).toBe(1)
      expect((await place.manifests.get(document.botId)).packs).toEqual([samplePack(document.id)])
    })

    it('needs no pack: a document may hold nothing to be found', async () => {
      const document = await newDocument(packing)
      const contents = sampleContents({ status: 'partly', unreadablePages: [2], passageCount: 0 })
      expect(await documents.publish(document, contents, null, null)).toMatchObject({ status: 'partly' })
      expect(await place.manifests.get(document.botId)).toMatchObject({ packs: [], tombstones: [] })
    })

    it.each([
      ['is not packing', { ...packing, status: 'embedding' as const }],
      ['was taken on by another worker', { ...packing, attempts: 3 }],
      ['is being deleted', { ...packing, status: 'deleting' as const }],
    ])('changes nothing where it %s', async (_, fields) => {
      const document = await newDocument(fields)
      const mine = { ...document, attempts: 2 }
      expect(await documents.publish(mine, sampleContents(), samplePack(document.id), null)).toBeNull()
      expect(await documents.get(document.botId, document.id)).toEqual(document)
      expect((await bots.get(document.botId))?.knowledgeVersion).toBe(0)
      expect((await place.manifests.get(document.botId)).packs).toEqual([])
    })

    it('counts every change of many documents of one bot at the same time', async () => {
      const { botId } = await newDocument(packing)
      const many = Array.from({ length: 6 }, (_, index) =>
        sampleDocument(botId, `doc_many_${index}`, { status: 'packing' }),
      )
      for (const document of many) await documents.create(document)
      await Promise.all(
        many.map(document => documents.publish(document, sampleContents(), samplePack(document.id), null)),
      )
      expect((await bots.get(botId))?.knowledgeVersion).toBe(6)
      expect((await place.manifests.get(botId)).packs).toHaveLength(6)
    })

    it('withdraws the one it replaces in the same step, or changes nothing where that is gone or going', async () => {
      const old = await newDocument({ status: 'ready' })
      const next = sampleDocument(old.botId, 'doc_next', { status: 'packing' })
      await documents.create(next)
      const contents = sampleContents({ heartbeat: at(7) })
      expect(await documents.publish(next, contents, samplePack(next.id), old.id)).not.toBeNull()
      expect(await documents.get(old.botId, old.id)).toMatchObject({ status: 'deleting', heartbeat: at(7) })
      expect((await bots.get(old.botId))?.knowledgeVersion).toBe(1)
      expect((await place.manifests.get(old.botId)).tombstones).toEqual([old.id])

      const third = sampleDocument(old.botId, 'doc_third', { status: 'packing' })
      await documents.create(third)
      expect(await documents.publish(third, contents, samplePack(third.id), old.id)).toBeNull()
      await documents.delete(old.botId, old.id)
      expect(await documents.publish(third, contents, samplePack(third.id), old.id)).toBeNull()
      expect(await documents.get(old.botId, old.id)).toBeNull()
      expect(await documents.get(old.botId, third.id)).toMatchObject({ status: 'packing' })
    })

    it('is refused where the bot is gone', async () => {
      const document = await newDocument(packing)
      await bots.delete(document.botId)
      expect(await documents.publish(document, sampleContents(), samplePack(document.id), null)).toBeNull()
      expect(await documents.get(document.botId, document.id)).toEqual(document)
    })
  })

  describe('renaming', () => {
    const renaming = (add: PackEntry | null, remove: PackEntry | null = null) => ({
      name: 'House rules',
      heartbeat: at(9),
      pack: add && remove && { add, remove },
    })

    async function published(fields: Partial<Document> = {}) {
      const document = await newDocument({ status: 'packing', ...fields })
      const pack = samplePack(document.id)
      await documents.publish(document, sampleContents(), pack, null)
      return { document, pack, next: { ...pack, object: `${document.id}-again.pack` } }
    }

    it('gives a ready document its name and its new pack in one step', async () => {
      const { document, pack, next } = await published()
      const renamed = await documents.rename(document, renaming(next, pack))
      expect(renamed).toMatchObject({
        name: 'House rules',
        named: 'owner',
        fileName: document.fileName,
        updatedAt: at(9),
      })
      expect(await documents.get(document.botId, document.id)).toEqual(renamed)
      expect((await place.manifests.get(document.botId)).packs).toEqual([next])
      expect((await bots.get(document.botId))?.knowledgeVersion).toBe(2)
    })

    it('changes nothing where the pack is another one by now', async () => {
      const { document, pack, next } = await published()
      const other = { ...pack, object: 'merged-meanwhile.pack' }
      expect(await documents.rename(document, renaming(next, other))).toBeNull()
      expect((await documents.get(document.botId, document.id))?.name).toBe(document.name)
      expect((await place.manifests.get(document.botId)).packs).toEqual([pack])
      expect((await bots.get(document.botId))?.knowledgeVersion).toBe(1)
    })

    it('needs no pack where nothing can be found in the document', async () => {
      const document = await newDocument({ status: 'partly' })
      expect(await documents.rename(document, renaming(null))).toMatchObject({ name: 'House rules' })
      expect((await place.manifests.get(document.botId)).packs).toEqual([])
    })

    it.each(['waiting', 'embedding', 'failed', 'deleting'] as const)(
      'is refused while it is %s',
      async status => {
        const document = await newDocument({ status })
        expect(await documents.rename(document, renaming(null))).toBeNull()
        expect(await documents.get(document.botId, document.id)).toEqual(document)
      },
    )

    it('makes no document of one that is gone, and none of a bot that is', async () => {
      const { document, pack, next } = await published()
      await documents.delete(document.botId, document.id)
      expect(await documents.rename(document, renaming(next, pack))).toBeNull()
      expect(await documents.list(document.botId)).toEqual([])
      const left = await published()
      await bots.delete(left.document.botId)
      expect(await documents.rename(left.document, renaming(left.next, left.pack))).toBeNull()
    })
  })

  describe('withdrawing', () => {
    it.each(['waiting', 'embedding', 'ready', 'partly', 'failed'] as const)(
      'hides a document that is %s, once',
      async status => {
        const document = await newDocument({ status })
        const withdrawn = await documents.withdraw(document, at(9))
        expect(withdrawn).toMatchObject({ status: 'deleting', heartbeat: at(9), version: 2 })
        expect((await bots.get(document.botId))?.knowledgeVersion).toBe(1)
        expect((await place.manifests.get(document.botId)).tombstones).toEqual([document.id])
        expect(await documents.withdraw(document, at(10))).toBeNull()
        expect((await bots.get(document.botId))?.knowledgeVersion).toBe(1)
      },
    )

    it('is done by one of many at the same time, also of a bot that is being deleted', async () => {
      const document = await newDocument({ status: 'ready' })
      await bots.markDeleting(document.botId, at(0))
      const all = await Promise.all([1, 2, 3, 4].map(() => documents.withdraw(document, at(9))))
      expect(all.filter(Boolean)).toHaveLength(1)
    })

    it('makes no document of one that is gone', async () => {
      const document = await newDocument()
      await documents.delete(document.botId, document.id)
      expect(await documents.withdraw(document, at(9))).toBeNull()
      expect(await documents.list(document.botId)).toEqual([])
    })
  })

  describe('what has gone quiet', () => {
    it('is listed longest quiet first, no more than asked for, without what nobody works on', async () => {
      const statuses = ['waiting', 'embedding', 'deleting', 'ready', 'partly', 'failed'] as const
      const long = (day: number) => `1999-01-0${day}T00:00:00.000Z`
      const made: Document[] = []
      for (const [index, status] of statuses.entries())
        made.push(await newDocument({ status, heartbeat: long(6 - index) }))
      const before = long(9)
      expect((await documents.listStale(before, 10, neverUnreadable)).map(({ status }) => status)).toEqual([
        'deleting',
        'embedding',
        'waiting',
      ])
      expect(await documents.listStale(before, 1, neverUnreadable)).toMatchObject([{ status: 'deleting' }])
      expect(await documents.listStale(long(5), 10, neverUnreadable)).toMatchObject([{ status: 'deleting' }])
      for (const { botId, id } of made) await documents.delete(botId, id)
    })

    it('is passed over and told where it cannot be read, and hides nothing behind it', async () => {
      const day = (number: number) => `1997-01-0${number}T00:00:00.000Z`
      const broken = { progress: { done: 0.5, total: 1.5 } }
      const made = [
        await newDocument({ ...broken, heartbeat: day(1) }),
        await newDocument({ ...broken, heartbeat: day(2) }),
        await newDocument({ heartbeat: day(3) }),
        await newDocument({ heartbeat: day(4) }),
      ]
      const told: string[] = []
      const stale = await documents.listStale(day(9), 1, (id, error) => {
        expect(error).toBeInstanceOf(Error)
        told.push(id)
      })
      expect(stale.map(({ id }) => id)).toEqual([made[2]!.id])
      expect(told).toEqual([made[0]!.id, made[1]!.id])
      for (const { botId, id } of made) await documents.delete(botId, id)
    })

    it('is left as soon as the work has ended, and entered again with a new attempt', async () => {
      const heartbeat = '1998-01-01T00:00:00.000Z'
      const document = await newDocument({ heartbeat })
      const quiet = async () =>
        (await documents.listStale('1998-06-01T00:00:00.000Z', 10, neverUnreadable)).length
      expect(await quiet()).toBe(1)
      await documents.advance(document, { from: ['waiting'] }, { status: 'failed' })
      expect(await quiet()).toBe(0)
      await documents.advance(document, { from: ['failed'] }, { status: 'waiting', heartbeat })
      expect(await quiet()).toBe(1)
      await documents.delete(document.botId, document.id)
    })
  })
}

function neverUnreadable(id: string, error: unknown): never {
  throw new Error(`${id} cannot be read.`, { cause: error })
}
