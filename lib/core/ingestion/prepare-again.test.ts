import { describe, expect, it } from 'vitest'
import type { Document } from '../documents/document.ts'
import { uploadKey } from '../documents/storage-keys.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import { comparableWith } from '../retrieval/comparable.ts'
import { fakeScheduler } from '../testing/fake-scheduler.ts'
import { memoryKnowledge } from '../testing/memory-knowledge.ts'
import { memorySpending } from '../testing/memory-spending.ts'
import { sampleBot, sampleDocument } from '../testing/sample-items.ts'
import { giveUpDocument } from './end-document.ts'
import { type IngestionDeps, ingestDocument } from './ingest-document.ts'
import { type PrepareAgainDeps, prepareAgain } from './prepare-again.ts'

const text: StructuredText = {
  ...{
    format: 'txt',
    title: null,
    pageCount: null,
    unreadablePages: [],
    leftOut: [],
    text: 'Dogs may come.',
  },
  blocks: [{ kind: 'paragraph', start: 0, end: 14, headingPath: [] }],
}

/** Two bots whose documents the encoder `old/2` prepared; questions have `new/3`. */
async function place() {
  const comparable = comparableWith('new/3', 'old/2')
  const memory = memoryKnowledge(error => {
    throw error
  }, comparable)
  const deps: IngestionDeps & PrepareAgainDeps = {
    ...memory,
    ...memorySpending(memory.clock),
    onError: error => {
      throw error
    },
    comparable,
    extractor: { extract: async () => text },
    encoder: { name: 'new/3', encode: async () => Float32Array.of(1, 0, 0) },
    scheduler: fakeScheduler().scheduler,
    leaseMs: 15_000,
  }
  const before = { ...deps, encoder: { name: 'old/2', encode: async () => Float32Array.of(1, 0) } }
  const add = async (botId: string, id: string, fields: Partial<Document> = {}) => {
    const document = sampleDocument(botId, id, fields)
    await memory.documents.create(document)
    memory.kept.files.set(uploadKey(document), `bytes of ${id}`)
    await ingestDocument(before, document)
  }
  for (const id of ['bot_1', 'bot_2']) await memory.bots.create(sampleBot(id))
  await add('bot_1', 'doc_1', { fileName: 'dogs.txt', createdAt: '2025-05-05T12:00:00.000Z' })
  await add('bot_2', 'doc_2')
  const failures: [string, unknown][] = []
  return {
    ...{ memory, deps, failures },
    again: (changed: Partial<PrepareAgainDeps> = {}) =>
      prepareAgain({ ...deps, ...changed }, (id, error) => failures.push([id, error])),
    async ask(words: string) {
      const bot = (await memory.bots.get('bot_1'))!
      const found = await memory.index.search(bot, { vector: Float32Array.of(1, 0, 0), text: words }, 10)
      return found.map(({ documentName }) => documentName)
    },
    list: (botId: string) => memory.documents.list(botId),
    /** The model did not answer: the sweep gives up. */
    async fail(botId: string) {
      const version = (await memory.documents.list(botId)).find(({ replaces }) => replaces !== null)!
      await giveUpDocument(deps, version)
      return version
    },
  }
}

describe('documents that another encoder prepared', () => {
  it('get a new version each, which takes the old one’s place when it is ready', async () => {
    const { again, ask, list, memory, deps } = await place()
    expect(await ask('…')).toEqual([])
    expect(await ask('dogs')).toEqual(['dogs.txt'])
    const renaming = { name: 'Dogs', heartbeat: '2026-01-01T12:00:00.000Z', pack: null }
    await memory.documents.rename({ botId: 'bot_1', id: 'doc_1' }, renaming)

    expect(await again()).toBe(2)
    const [old, version] = await list('bot_1')
    expect(version).toMatchObject({ status: 'waiting', replaces: 'doc_1', name: 'Dogs', named: 'owner' })
    expect(version!.createdAt).toBe(old!.createdAt)
    expect(memory.kept.files.get(uploadKey(version!))).toBe('bytes of doc_1')
    expect(await ask('dogs')).toEqual(['dogs.txt'])

    expect(await ingestDocument(deps, version!)).toEqual({ outcome: 'ready' })
    expect(await list('bot_1')).toEqual([
      expect.objectContaining({ id: version!.id, status: 'ready', encoder: 'new/3', name: 'Dogs' }),
    ])
    expect(await ask('…')).toEqual(['Dogs'])
  })

  it('are begun once, however often we look', async () => {
    const { again, list } = await place()
    expect([await again(), await again()]).toEqual([2, 0])
    expect(await list('bot_1')).toHaveLength(2)
  })

  it('get the file that they still lack where we were killed', async () => {
    const { again, list, memory } = await place()
    // The process ends here: nothing after it happens.
    void again({ files: { ...memory.files, copy: () => new Promise<void>(() => {}) } })
    await expect.poll(async () => (await list('bot_1')).length).toBe(2)
    expect(await again()).toBe(2)
    const [, version] = await list('bot_1')
    expect(memory.kept.files.get(uploadKey(version!))).toBe('bytes of doc_1')
  })

  it('keep their place where the file is gone; the others go on', async () => {
    const { again, list, memory, failures } = await place()
    await memory.files.deletePrefix('uploads/owner-1/bot_1/')
    expect(await again()).toBe(1)
    expect(failures).toEqual([['doc_1', expect.any(Error)]])
    expect((await list('bot_1')).map(({ id }) => id)).toEqual(['doc_1'])
    expect(await list('bot_2')).toHaveLength(2)
  })

  it('wait for their owner’s own new version, which has no file yet', async () => {
    const { again, list, memory } = await place()
    await memory.documents.create(sampleDocument('bot_1', 'doc_9', { replaces: 'doc_1' }))
    expect(await again()).toBe(1)
    expect(await list('bot_1')).toHaveLength(2)
  })

  it('are begun anew where the version failed, once the model answers again', async () => {
    const { again, list, memory, deps, fail } = await place()
    await again()
    const failed = await fail('bot_1')

    expect(await again()).toBe(1)
    const [old, version, ...more] = await list('bot_1')
    expect([old!.id, version!.replaces, version!.status, more]).toEqual(['doc_1', 'doc_1', 'waiting', []])
    expect(version!.id).not.toBe(failed.id)
    expect([...memory.kept.files.keys()].filter(key => key.includes(failed.id))).toEqual([])

    expect(await ingestDocument(deps, version!)).toEqual({ outcome: 'ready' })
    expect((await list('bot_1')).map(({ id, status }) => [id, status])).toEqual([[version!.id, 'ready']])
  })

  it('need no version any more where questions have their encoder again', async () => {
    const { again, list, fail } = await place()
    await again()
    await fail('bot_1')
    expect(await again({ comparable: comparableWith('old/2', 'old/2') })).toBe(0)
    expect((await list('bot_1')).map(({ id }) => id)).toEqual(['doc_1'])
  })

  it('keep their owner’s own new version that failed: what to do about it is theirs to say', async () => {
    const { again, list, memory } = await place()
    await memory.documents.create(sampleDocument('bot_1', 'doc_9', { replaces: 'doc_1', status: 'failed' }))
    expect(await again()).toBe(1)
    expect((await list('bot_1')).map(({ id }) => id)).toContain('doc_9')
  })

  it('are left alone where the encoder is the same', async () => {
    const { again } = await place()
    expect(await again({ comparable: comparableWith('old/2', 'old/2') })).toBe(0)
  })
})
