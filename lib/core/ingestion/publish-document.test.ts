import { describe, expect, it } from 'vitest'
import type { Document } from '../documents/document.ts'
import { textKey, uploadKey } from '../documents/storage-keys.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import { fakeScheduler } from '../testing/fake-scheduler.ts'
import { memoryFiles } from '../testing/memory-files.ts'
import { memoryStores } from '../testing/memory-stores.ts'
import { sampleBot, sampleDocument, samplePack } from '../testing/sample-items.ts'
import { DocumentLease, LeaseLost } from './document-lease.ts'
import { type PublishDeps, publishDocument } from './publish-document.ts'

const NOW = Date.parse('2026-01-01T12:00:00.000Z')
const LATER = '2026-01-01T12:00:07.000Z'
const LEASE_MS = 15_000

const text: StructuredText = {
  format: 'pdf',
  title: null,
  pageCount: 3,
  unreadablePages: [],
  leftOut: [],
  text: 'Dogs may come.',
  blocks: [],
}

/** A bot that knows `doc_old`, and a worker that has packed `doc_new`. */
async function place(replaces: Document['replaces'] = 'doc_old') {
  const { bots, documents, manifests } = memoryStores()
  const { store: files, files: kept } = memoryFiles()
  const { time, scheduler, pass } = fakeScheduler()
  const clock = () => NOW + time.now
  const removed: string[] = []
  const index: PublishDeps['index'] = {
    async remove({ id }) {
      // Only what nobody finds any more is taken from the index.
      expect(await documents.get('bot_1', id)).toMatchObject({ status: 'deleting' })
      removed.push(id)
    },
  }
  await bots.create(sampleBot('bot_1'))
  const old = sampleDocument('bot_1', 'doc_old', { status: 'ready' })
  await documents.create(old)
  await documents.create(sampleDocument('bot_1', 'doc_new', { replaces }))
  for (const key of [uploadKey(old), textKey(old), textKey({ botId: 'bot_1', id: 'doc_new' })])
    await files.putText(key, text)
  const take = async () =>
    (await DocumentLease.acquire(
      { documents, scheduler, clock, leaseMs: LEASE_MS },
      { botId: 'bot_1', id: 'doc_new' },
    ))!
  const lease = await take()
  await lease.enter('packing')
  const deps: PublishDeps = { documents, index, files, encoder: { name: 'letters' }, clock }
  return {
    ...{ bots, documents, deps, removed, kept, lease, take, pass },
    get: (id: string) => documents.get('bot_1', id),
    publish: (changed: Partial<PublishDeps> = {}, read = text) =>
      publishDocument({ ...deps, ...changed }, lease, read, 2, samplePack('doc_new')),
    async knows() {
      const { packs, tombstones } = await manifests.get('bot_1')
      const { knowledgeVersion } = (await bots.get('bot_1'))!
      return { packs: packs.map(({ id }) => id), tombstones, knowledgeVersion }
    },
    /** The documents as of old, but `meanwhile` happens once, between looking at the replaced one and publishing. */
    interrupted(meanwhile: () => Promise<unknown>): PublishDeps['documents'] {
      let isDone = false
      return {
        ...documents,
        async get(...words) {
          const found = await documents.get(...words)
          if (!isDone) await meanwhile()
          isDone = true
          return found
        },
      }
    },
  }
}

describe('publishing a document', () => {
  it('makes it ready, with what it holds, and part of what the bot knows', async () => {
    const { publish, get, knows, pass, removed } = await place(null)
    pass(7_000)
    await publish()
    expect(await get('doc_new')).toMatchObject({
      status: 'ready',
      pageCount: 3,
      passageCount: 2,
      characterCount: 14,
      heartbeat: LATER,
    })
    expect(await knows()).toEqual({ packs: ['doc_new'], tombstones: [], knowledgeVersion: 1 })
    expect(await get('doc_old')).toMatchObject({ status: 'ready' })
    expect(removed).toEqual([])
  })

  it('says that pages could not be read', async () => {
    const { publish, get } = await place(null)
    await publish({}, { ...text, unreadablePages: [2] })
    expect(await get('doc_new')).toMatchObject({ status: 'partly', unreadablePages: [2] })
  })

  it('withdraws the one it replaces in the same step, and removes what that one owned, and no more', async () => {
    const { publish, get, knows, removed, kept } = await place()
    await publish()
    expect(await get('doc_new')).toMatchObject({ status: 'ready' })
    expect(await get('doc_old')).toBeNull()
    expect(await knows()).toEqual({ packs: ['doc_new'], tombstones: ['doc_old'], knowledgeVersion: 1 })
    expect(removed).toEqual(['doc_old'])
    expect([...kept.keys()]).toEqual(['texts/bot_1/doc_new.json'])
  })

  it('keeps which documents stood in its place before, the last fifty of them', async () => {
    const { publish, documents, get } = await place()
    const older = Array.from({ length: 50 }, (_, index) => `doc_${index}`)
    const { attempts } = (await documents.get('bot_1', 'doc_old'))!
    await documents.delete('bot_1', 'doc_old')
    await documents.create(
      sampleDocument('bot_1', 'doc_old', { status: 'ready', attempts, predecessors: older }),
    )
    await publish()
    expect((await get('doc_new'))!.predecessors).toEqual([...older.slice(1), 'doc_old'])
  })

  it('leaves the replaced one to the sweep where its removal breaks off', async () => {
    const { publish, get } = await place()
    const remove = () => Promise.reject(new Error('killed'))
    await expect(publish({ index: { remove } })).rejects.toThrow('killed')
    expect(await get('doc_new')).toMatchObject({ status: 'ready' })
    expect(await get('doc_old')).toMatchObject({ status: 'deleting' })
  })

  it.each(['deleting', 'gone'])(
    'replaces nothing where the one to be replaced is %s already',
    async state => {
      const { publish, documents, get, removed } = await place()
      await documents.withdraw({ botId: 'bot_1', id: 'doc_old' }, LATER)
      if (state === 'gone') await documents.delete('bot_1', 'doc_old')
      await publish()
      expect(await get('doc_new')).toMatchObject({ status: 'ready' })
      expect((await get('doc_new'))!.predecessors).toEqual([])
      // Whoever withdrew it removes it.
      expect(removed).toEqual([])
    },
  )
})

describe('where the owner deletes the replaced document in the very moment', () => {
  it.each(['deleting', 'gone'])('and it is %s, the new one is published all the same', async state => {
    const { publish, documents, interrupted, get, knows, removed } = await place()
    const meanwhile = async () => {
      await documents.withdraw({ botId: 'bot_1', id: 'doc_old' }, LATER)
      if (state === 'gone') await documents.delete('bot_1', 'doc_old')
    }
    await publish({ documents: interrupted(meanwhile) })
    expect(await get('doc_new')).toMatchObject({ status: 'ready' })
    // Once for the deletion, once for the publication.
    expect(await knows()).toEqual({ packs: ['doc_new'], tombstones: ['doc_old'], knowledgeVersion: 2 })
    expect(removed).toEqual([])
  })

  it('and the lease is lost as well, it ends', async () => {
    const { publish, documents, interrupted, get } = await place()
    const meanwhile = async () => {
      await documents.withdraw({ botId: 'bot_1', id: 'doc_old' }, LATER)
      await documents.withdraw({ botId: 'bot_1', id: 'doc_new' }, LATER)
    }
    await expect(publish({ documents: interrupted(meanwhile) })).rejects.toBeInstanceOf(LeaseLost)
    expect(await get('doc_new')).toMatchObject({ status: 'deleting' })
  })
})

describe('a worker that has lost the document', () => {
  it.each([null, 'doc_old'])('to another one publishes nothing and replaces nothing (%s)', async replaces => {
    const { publish, get, knows, take, pass, removed } = await place(replaces)
    pass(LEASE_MS + 1)
    const other = await take()
    await other.enter('packing')
    const before = await get('doc_new')
    await expect(publish()).rejects.toBeInstanceOf(LeaseLost)
    expect(await get('doc_new')).toEqual(before)
    expect(await get('doc_old')).toMatchObject({ status: 'ready' })
    expect(await knows()).toEqual({ packs: [], tombstones: [], knowledgeVersion: 0 })
    expect(removed).toEqual([])
  })

  it('with the whole bot publishes nothing', async () => {
    const { publish, bots, get } = await place()
    await bots.delete('bot_1')
    await expect(publish()).rejects.toBeInstanceOf(LeaseLost)
    expect(await get('doc_new')).toMatchObject({ status: 'packing' })
    expect(await get('doc_old')).toMatchObject({ status: 'ready' })
  })
})
