import { describe, expect, it } from 'vitest'
import { uploadKey } from '../documents/storage-keys.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import { DocentError } from '../errors.ts'
import { fakeScheduler } from '../testing/fake-scheduler.ts'
import { memoryKnowledge } from '../testing/memory-knowledge.ts'
import { memorySpending } from '../testing/memory-spending.ts'
import { sampleBot, sampleDocument } from '../testing/sample-items.ts'
import type { BudgetCaps } from '../usage/budget.ts'
import { estimateTokens } from '../usage/estimate-tokens.ts'
import { ExtractionFailure } from './extraction-failure.ts'
import { type IngestionDeps, ingestDocument, MAX_ATTEMPTS } from './ingest-document.ts'
import { MAX_PASSAGES_PER_BOT, MAX_PASSAGES_PER_OWNER } from './reject-if-full.ts'

const LEASE_MS = 15_000

function textOf(...paragraphs: string[]): StructuredText {
  let start = 0
  const blocks = paragraphs.map(paragraph => {
    const block = { kind: 'paragraph' as const, start, end: start + paragraph.length, headingPath: [] }
    start = block.end + 2
    return block
  })
  const text = paragraphs.join('\n\n')
  return { format: 'txt', title: null, pageCount: null, unreadablePages: [], leftOut: [], text, blocks }
}

/** A worker over stores in memory; `extract` says what it reads in the files. */
async function place(
  extract: IngestionDeps['extractor']['extract'] = async () => textOf('Dogs may come.'),
  caps: Partial<BudgetCaps> = {},
) {
  const errors: unknown[] = []
  const memory = memoryKnowledge(error => errors.push(error))
  const time = { now: Date.parse('2026-01-01T12:00:00.000Z') }
  const encoder = { name: 'lengths/2', encode: async (text: string) => Float32Array.of(text.length, 1) }
  const spending = memorySpending(() => time.now, caps)
  const deps: IngestionDeps = {
    ...memory,
    ...spending,
    onError: error => errors.push(error),
    extractor: { extract },
    encoder,
    scheduler: fakeScheduler().scheduler,
    clock: () => time.now,
    leaseMs: LEASE_MS,
  }
  await memory.bots.create(sampleBot('bot_1'))
  return {
    memory,
    spending,
    deps,
    time,
    errors,
    async upload(id: string, fields: Parameters<typeof sampleDocument>[2] = {}, arrived = true) {
      const document = sampleDocument('bot_1', id, fields)
      await memory.documents.create(document)
      if (arrived) memory.kept.files.set(uploadKey(document), 'bytes')
      return document
    },
    async ask() {
      const bot = (await memory.bots.get('bot_1'))!
      const found = await memory.index.search(bot, { vector: Float32Array.of(1, 1), text: 'dogs' }, 10)
      return found.map(({ documentId, text }) => `${documentId}: ${text}`)
    },
    async askWhose() {
      const bot = (await memory.bots.get('bot_1'))!
      const found = await memory.index.search(bot, { vector: Float32Array.of(1, 1), text: 'dogs' }, 10)
      return found.map(({ documentName }) => documentName)
    },
    get: (id: string) => memory.documents.get('bot_1', id),
  }
}

describe('ingesting a document', () => {
  it('makes it ready, with what it holds, and found by the next question', async () => {
    const { deps, upload, ask, get } = await place(async () => ({
      ...textOf('Dogs may come.'),
      pageCount: 3,
      unreadablePages: [2],
    }))
    const document = await upload('doc_1')
    expect(await ingestDocument(deps, document)).toEqual({ outcome: 'ready' })
    expect(await get('doc_1')).toMatchObject({
      status: 'partly',
      unreadablePages: [2],
      pageCount: 3,
      passageCount: 1,
      characterCount: 14,
      attempts: 1,
      progress: null,
    })
    expect(await ask()).toEqual(['doc_1: Dogs may come.'])
    expect(await ingestDocument(deps, document)).toEqual({ outcome: 'not-ours' })
  })

  it('leaves one that has not arrived as if nobody had tried', async () => {
    const { deps, upload, get } = await place()
    const document = await upload('doc_1', {}, false)
    expect(await ingestDocument(deps, document)).toEqual({ outcome: 'not-arrived' })
    expect(await get('doc_1')).toMatchObject({ status: 'waiting', attempts: 0 })
  })

  it('answers why one cannot be read, and tells its owner', async () => {
    const { deps, upload, get } = await place(() => Promise.reject(new ExtractionFailure('scanned')))
    const document = await upload('doc_1')
    expect(await ingestDocument(deps, document)).toEqual({ outcome: 'failed', reason: 'scanned' })
    expect(await get('doc_1')).toMatchObject({ status: 'failed', failure: { retryable: false } })
  })

  it('throws where a service failed, keeps what is done, and goes on from there', async () => {
    let read = 0
    const { deps, upload, get, time } = await place(async () => {
      read++
      return textOf('Dogs may come.')
    })
    const document = await upload('doc_1')
    const away = { ...deps, encoder: { ...deps.encoder, encode: () => Promise.reject(new Error('away')) } }
    await expect(ingestDocument(away, document)).rejects.toThrow('away')
    expect(await get('doc_1')).toMatchObject({ status: 'embedding' })
    expect(await ingestDocument(deps, document)).toEqual({ outcome: 'not-ours' })
    time.now += LEASE_MS + 1
    expect(await ingestDocument(deps, document)).toEqual({ outcome: 'ready' })
    expect(read).toBe(1)
    expect(await get('doc_1')).toMatchObject({ status: 'ready', attempts: 2 })
  })

  it('is refused where the guide is full; what it replaces makes room', async () => {
    const { deps, upload, memory } = await place()
    await memory.documents.create(
      sampleDocument('bot_1', 'doc_gone', { status: 'deleting', passageCount: MAX_PASSAGES_PER_BOT }),
    )
    await memory.documents.create(
      sampleDocument('bot_1', 'doc_long', { status: 'ready', passageCount: MAX_PASSAGES_PER_BOT - 1 }),
    )
    expect(await ingestDocument(deps, await upload('doc_last'))).toEqual({ outcome: 'ready' })
    expect(await ingestDocument(deps, await upload('doc_more'))).toEqual({
      outcome: 'failed',
      reason: 'guide-full',
    })
    expect(await ingestDocument(deps, await upload('doc_new', { replaces: 'doc_last' }))).toEqual({
      outcome: 'ready',
    })
  })

  it('is refused where all guides of its owner together are full; others’ do not count', async () => {
    const { deps, upload, memory } = await place()
    const { ownerId } = sampleBot('bot_1')
    const fill = async (botId: string, passageCount: number, owner = ownerId) => {
      await memory.bots.create({ ...sampleBot(botId), ownerId: owner })
      await memory.documents.create(
        sampleDocument(botId, `doc_of_${botId}`, { status: 'ready', passageCount }),
      )
    }
    for (let bot = 2; bot <= 6; bot++)
      await fill(`bot_${bot}`, MAX_PASSAGES_PER_OWNER / 5 - (bot === 2 ? 2 : 0))
    await fill('bot_others', MAX_PASSAGES_PER_BOT, 'somebody else')
    expect(await ingestDocument(deps, await upload('doc_last_but_one'))).toEqual({ outcome: 'ready' })
    expect(await ingestDocument(deps, await upload('doc_last'))).toEqual({ outcome: 'ready' })
    expect(await ingestDocument(deps, await upload('doc_more'))).toEqual({
      outcome: 'failed',
      reason: 'account-full',
    })
  })

  it('costs its bot and its owner what the model takes for it', async () => {
    const { deps, upload, spending } = await place(undefined, { botDay: 1_000, ownerMonth: 1_000 })
    expect(await ingestDocument(deps, await upload('doc_1'))).toEqual({ outcome: 'ready' })
    const cost = estimateTokens('Dogs may come.') + 10
    const { ownerId } = sampleBot('bot_1')
    expect(Object.fromEntries(spending.rows)).toEqual({ 'bot_1 2026-01-01': { microUsd: cost } })
    expect(spending.sums.get(`${ownerId} 2026-01`)).toBe(cost)
    expect(spending.paid).toEqual([cost])
  })

  it('fails with a reason where nothing more may be spent, sends nothing to the model, and can be tried again', async () => {
    const { deps, upload, get, spending, time } = await place(undefined, { botDay: 1 })
    await ingestDocument(deps, await upload('doc_1'))
    const document = await upload('doc_2')
    const never = { ...deps, encoder: { ...deps.encoder, encode: () => Promise.reject(new Error('asked')) } }
    expect(await ingestDocument(never, document)).toEqual({ outcome: 'failed', reason: 'limit-reached' })
    expect(await get('doc_2')).toMatchObject({
      status: 'failed',
      failure: { reason: expect.stringContaining('Your file is kept'), retryable: true },
    })
    expect(spending.paid).toHaveLength(1)
    time.now += 24 * 60 * 60_000
    await deps.documents.advance(document, { from: ['failed'] }, { status: 'waiting', failure: null })
    expect(await ingestDocument(deps, document)).toEqual({ outcome: 'ready' })
  })

  it('rests while the model does not answer, longer each time, where it is, and is given up in the end', async () => {
    const { deps, upload, get, time } = await place(async () => textOf('Dogs may come.'))
    const document = await upload('doc_1')
    const gone = new DocentError('unavailable', 'Gone.', 'Wait.')
    const away = { ...deps, encoder: { ...deps.encoder, encode: () => Promise.reject(gone) } }
    const minutes: number[] = []
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      expect(await ingestDocument(away, document)).toMatchObject({
        outcome: 'resting',
        reason: 'unavailable',
      })
      const { status, attempts, heartbeat } = (await get('doc_1'))!
      expect({ status, attempts }).toEqual({ status: 'embedding', attempts: attempt })
      minutes.push((Date.parse(heartbeat) - time.now) / 60_000)
      time.now = Date.parse(heartbeat)
      expect(await ingestDocument(away, document)).toEqual({ outcome: 'not-ours' })
      time.now += LEASE_MS + 1
    }
    expect(minutes).toEqual([0.5, 2, 8, 32])
    await expect(ingestDocument(away, document)).rejects.toThrow('Gone.')
  })

  it('takes the place of the one it replaces in one step, and removes what that one owned', async () => {
    const texts = ['Dogs may come.', 'Dogs stay outside.']
    const { deps, upload, ask, get, memory } = await place(async () => textOf(texts.shift()!))
    await ingestDocument(deps, await upload('doc_old'))
    const { knowledgeVersion } = (await memory.bots.get('bot_1'))!
    expect(await ingestDocument(deps, await upload('doc_new', { replaces: 'doc_old' }))).toEqual({
      outcome: 'ready',
    })
    expect(await ask()).toEqual(['doc_new: Dogs stay outside.'])
    expect(await get('doc_old')).toBeNull()
    expect(await memory.passages.ofDocument('bot_1', 'doc_old')).toEqual([])
    expect((await memory.bots.get('bot_1'))!.knowledgeVersion).toBe(knowledgeVersion + 1)
  })

  it('never shows both: the old one is withdrawn in the moment in which the new one is ready', async () => {
    const texts = ['Dogs may come.', 'Dogs stay outside.']
    const { deps, upload, ask, get } = await place(async () => textOf(texts.shift()!))
    await ingestDocument(deps, await upload('doc_old'))
    const index = { ...deps.index, remove: () => Promise.reject(new Error('killed')) }
    const document = await upload('doc_new', { replaces: 'doc_old' })
    await expect(ingestDocument({ ...deps, index }, document)).rejects.toThrow('killed')
    expect(await get('doc_old')).toMatchObject({ status: 'deleting' })
    expect(await ask()).toEqual(['doc_new: Dogs stay outside.'])
  })

  it('becomes ready without passages where nothing in it can be found', async () => {
    const { deps, upload, ask, get } = await place(async () => textOf())
    expect(await ingestDocument(deps, await upload('doc_1'))).toEqual({ outcome: 'ready' })
    expect(await get('doc_1')).toMatchObject({ status: 'ready', passageCount: 0 })
    expect(await ask()).toEqual([])
  })

  const stages = ['extract', 'encode', 'stage'] as const
  it.each(stages)('leaves nothing of one that its owner deletes during %s', async stage => {
    const { deps, upload, memory, ask } = await place()
    const document = await upload('doc_1')
    const during = async () => {
      await memory.documents.withdraw(document, '2026-01-01T12:00:01.000Z')
      await memory.documents.delete('bot_1', 'doc_1')
    }
    const { extractor, encoder, index } = deps
    const interrupted: IngestionDeps = {
      ...deps,
      extractor: {
        async extract(...words) {
          if (stage === 'extract') await during()
          return await extractor.extract(...words)
        },
      },
      encoder: {
        ...encoder,
        async encode(text) {
          if (stage === 'encode') await during()
          return await encoder.encode(text)
        },
      },
      index: {
        ...index,
        async stage(...words) {
          if (stage === 'stage') await during()
          return await index.stage(...words)
        },
      },
    }
    expect(await ingestDocument(interrupted, document)).toEqual({ outcome: 'not-ours' })
    expect(await memory.passages.ofDocument('bot_1', 'doc_1')).toEqual([])
    expect([...memory.kept.files.keys()]).toEqual([])
    expect(await ask()).toEqual([])
  })

  it('is done once, however many are told of it at the same time', async () => {
    const { deps, upload, get } = await place()
    const document = await upload('doc_1')
    const ended = await Promise.all([1, 2, 3, 4].map(() => ingestDocument(deps, document)))
    expect(ended.filter(({ outcome }) => outcome === 'ready')).toHaveLength(1)
    expect(await get('doc_1')).toMatchObject({ status: 'ready', attempts: 1 })
  })
})

describe('what a document is called', () => {
  it('is its own title, where it has one; its file is remembered', async () => {
    const { deps, upload, get, askWhose } = await place(async () => ({
      ...textOf('Dogs may come.'),
      title: 'House rules',
    }))
    const document = await upload('doc_1', { name: 'rules_v3 (1).txt', fileName: 'rules_v3 (1).txt' })
    await ingestDocument(deps, document)
    expect(await get('doc_1')).toMatchObject({
      name: 'House rules',
      named: 'document',
      fileName: 'rules_v3 (1).txt',
    })
    expect(await askWhose()).toEqual(['House rules'])
  })

  it('is its file where it has no title', async () => {
    const { deps, upload, get, askWhose } = await place()
    await ingestDocument(deps, await upload('doc_1'))
    expect(await get('doc_1')).toMatchObject({ name: 'Rules.txt', named: 'file' })
    expect(await askWhose()).toEqual(['Rules.txt'])
  })

  it('is what its owner called the one that it replaces', async () => {
    const { deps, memory, upload, askWhose } = await place(async () => ({
      ...textOf('Dogs may come.'),
      title: 'Draft of the rules',
    }))
    const first = await upload('doc_1')
    await ingestDocument(deps, first)
    const heartbeat = '2026-01-01T12:30:00.000Z'
    await memory.documents.rename(first, { name: 'House rules', heartbeat, pack: null })
    await ingestDocument(deps, await upload('doc_2', { replaces: 'doc_1' }))
    expect(await askWhose()).toEqual(['House rules'])
  })
})
