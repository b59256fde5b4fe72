import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BotStore } from '#lib/core/bots/ports.ts'
import type { Document } from '#lib/core/documents/document.ts'
import type { DocumentStore } from '#lib/core/documents/ports.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp, type TestApp } from '#lib/server/testing/test-app.ts'
import { sampleBot, sampleDocument } from './testing/sample-items.ts'

let app: TestApp
let documents: DocumentStore
let bots: BotStore
let made = 0

beforeAll(async () => {
  app = await startTestApp()
  ;({ documents, bots } = deps())
})
afterAll(() => app.close())

async function newDocument(fields: Partial<Document> = {}): Promise<Document> {
  const botId = `bot_${++made}`
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
  ])('changes nothing where the document has %s', async (_, conditions) => {
    const document = await newDocument({ heartbeat: at(0) })
    expect(await documents.advance(document, conditions, { status: 'failed' })).toBeNull()
    expect(await documents.advance(document, { ...conditions, bumpKnowledge: true }, {})).toBeNull()
    expect(await documents.get(document.botId, document.id)).toEqual(document)
    expect((await bots.get(document.botId))?.knowledgeVersion).toBe(0)
  })

  it('takes over what has been quiet for longer', async () => {
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
        documents.advance(document, { from: ['waiting'], attempt: 0 }, { status: 'extracting', attempts: 1 }),
      ),
    )
    expect(results.filter(Boolean)).toHaveLength(1)
  })

  it('tells the bot in the same step that its passages are now others', async () => {
    const document = await newDocument({ status: 'packing' })
    const ready = await documents.advance(
      document,
      { from: ['packing'], bumpKnowledge: true },
      { status: 'ready', passageCount: 3 },
    )
    expect(ready).toMatchObject({ status: 'ready', passageCount: 3, version: 2 })
    expect((await bots.get(document.botId))?.knowledgeVersion).toBe(1)
  })

  it('counts every change of many documents of one bot at the same time', async () => {
    const { botId } = await newDocument({ status: 'packing' })
    const many = Array.from({ length: 6 }, (_, index) =>
      sampleDocument(botId, `doc_many_${index}`, { status: 'packing' }),
    )
    for (const document of many) await documents.create(document)
    await Promise.all(
      many.map(document =>
        documents.advance(document, { from: ['packing'], bumpKnowledge: true }, { status: 'ready' }),
      ),
    )
    expect((await bots.get(botId))?.knowledgeVersion).toBe(6)
  })

  it('withdraws another document in the same step, or changes nothing where that is being deleted', async () => {
    const old = await newDocument({ status: 'ready' })
    const next = sampleDocument(old.botId, 'doc_next', { status: 'packing' })
    await documents.create(next)
    const conditions = {
      from: ['packing'] as const,
      bumpKnowledge: true,
      withdraw: { id: old.id, heartbeat: at(7) },
    }
    expect(await documents.advance(next, conditions, { status: 'ready' })).toMatchObject({ status: 'ready' })
    expect(await documents.get(old.botId, old.id)).toMatchObject({ status: 'deleting', heartbeat: at(7) })
    expect((await bots.get(old.botId))?.knowledgeVersion).toBe(1)

    const third = sampleDocument(old.botId, 'doc_third', { status: 'packing' })
    await documents.create(third)
    expect(await documents.advance(third, conditions, { status: 'ready' })).toBeNull()
    await documents.delete(old.botId, old.id)
    expect(await documents.advance(third, conditions, { status: 'ready' })).toBeNull()
    expect(await documents.get(old.botId, old.id)).toBeNull()
    expect(await documents.get(old.botId, third.id)).toMatchObject({ status: 'packing' })
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
    expect((await documents.listStale(before, 10)).map(({ status }) => status)).toEqual([
      'deleting',
      'embedding',
      'waiting',
    ])
    expect(await documents.listStale(before, 1)).toMatchObject([{ status: 'deleting' }])
    expect(await documents.listStale(long(5), 10)).toMatchObject([{ status: 'deleting' }])
    for (const { botId, id } of made) await documents.delete(botId, id)
  })

  it('is left as soon as the work has ended, and entered again with a new attempt', async () => {
    const heartbeat = '1998-01-01T00:00:00.000Z'
    const document = await newDocument({ heartbeat })
    const quiet = async () => (await documents.listStale('1998-06-01T00:00:00.000Z', 10)).length
    expect(await quiet()).toBe(1)
    await documents.advance(document, { from: ['waiting'] }, { status: 'failed' })
    expect(await quiet()).toBe(0)
    await documents.advance(document, { from: ['failed'] }, { status: 'waiting', heartbeat })
    expect(await quiet()).toBe(1)
    await documents.delete(document.botId, document.id)
  })
})
