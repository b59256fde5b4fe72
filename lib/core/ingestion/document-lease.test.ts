import { describe, expect, it } from 'vitest'
import type { Document } from '../documents/document.ts'
import { fakeScheduler } from '../testing/fake-scheduler.ts'
import { memoryStores } from '../testing/memory-stores.ts'
import { sampleBot, sampleDocument } from '../testing/sample-items.ts'
import { DocumentLease, type LeaseDeps, LeaseLost } from './document-lease.ts'

const BEGIN = Date.parse('2026-01-01T12:00:00.000Z')
const LEASE_MS = 15_000
const key = { botId: 'bot_1', id: 'doc_1' }

/** A document over stores in memory; workers share its clock, which `pass` moves. */
async function place(fields: Partial<Document> = {}) {
  const { bots, documents } = memoryStores()
  await bots.create(sampleBot(key.botId))
  await documents.create(sampleDocument(key.botId, key.id, fields))
  const { time, scheduler, pass } = fakeScheduler()
  const at = (milliseconds: number) => new Date(BEGIN + milliseconds).toISOString()
  const deps: LeaseDeps = { documents, scheduler, clock: () => BEGIN + time.now, leaseMs: LEASE_MS }
  return {
    deps,
    documents,
    at,
    pass,
    get: async () => (await documents.get(key.botId, key.id))!,
    acquire: () => DocumentLease.acquire(deps, key),
    held: async () => (await DocumentLease.acquire(deps, key))!,
  }
}

/** What was begun in the background has been written: memory needs no more than its turn. */
const settle = () => new Promise(resolve => setImmediate(resolve))

describe('taking a document on', () => {
  it('counts the attempt, gives a sign of life and says until when the work must be over', async () => {
    const { held, get, at, pass } = await place({ attempts: 2, progress: { done: 1, total: 9 } })
    pass(1_000)
    const { document } = await held()
    expect(document).toMatchObject({
      status: 'extracting',
      attempts: 3,
      progress: null,
      heartbeat: at(1_000),
      deadline: at(1_000 + 15 * 60_000),
    })
    expect(await get()).toEqual(document)
  })

  it.each(['ready', 'partly', 'failed', 'deleting'] as const)(
    'is refused where it is %s, however long that is so',
    async status => {
      const { acquire, get, pass } = await place({ status })
      const before = await get()
      pass(1_000 * LEASE_MS)
      expect(await acquire()).toBeNull()
      expect(await get()).toEqual(before)
    },
  )

  it('is refused where there is none', async () => {
    const { deps } = await place()
    expect(await DocumentLease.acquire(deps, { ...key, id: 'doc_2' })).toBeNull()
    expect(await DocumentLease.acquire(deps, { ...key, botId: 'bot_2' })).toBeNull()
  })

  it('succeeds for one of many at the same time, whether it waits or was left behind', async () => {
    const { acquire, get, pass } = await place()
    const atOnce = async () => (await Promise.all([1, 2, 3, 4].map(acquire))).filter(Boolean).length
    expect(await atOnce()).toBe(1)
    pass(LEASE_MS + 1)
    expect(await atOnce()).toBe(1)
    expect(await get()).toMatchObject({ attempts: 2 })
  })

  it.each(['extracting', 'splitting', 'embedding', 'packing'] as const)(
    'is refused while a worker that is %s gives signs of life, and granted when it gives none',
    async status => {
      const { acquire, held, get, pass } = await place({ status, attempts: 1 })
      const before = await get()
      pass(LEASE_MS)
      expect(await acquire()).toBeNull()
      expect(await get()).toEqual(before)
      pass(1)
      expect((await held()).document).toMatchObject({ status: 'extracting', attempts: 2 })
    },
  )
})

describe('the work on a document', () => {
  it('goes from stage to stage, each with its progress and a sign of life', async () => {
    const { held, get, at, pass } = await place()
    const lease = await held()
    pass(10)
    await lease.enter('splitting')
    expect(await get()).toMatchObject({ status: 'splitting', progress: null, heartbeat: at(10) })
    pass(10)
    await lease.enter('embedding', { done: 0, total: 7 })
    const embedding = { status: 'embedding', progress: { done: 0, total: 7 }, heartbeat: at(20) }
    expect(await get()).toMatchObject({ ...embedding, attempts: 1 })
    await lease.enter('packing')
    expect(await get()).toMatchObject({ status: 'packing', progress: null })
  })

  it('tells its progress once a second at most, and every stage after what was told before', async () => {
    const { held, get, at, pass } = await place()
    const lease = await held()
    const { version } = await get()
    pass(999)
    lease.progress(1, 9)
    pass(1)
    lease.progress(2, 9)
    lease.progress(3, 9)
    await settle()
    const told = { progress: { done: 2, total: 9 }, heartbeat: at(1_000), version: version + 1 }
    expect(await get()).toMatchObject(told)
    pass(1_000)
    lease.progress(4, 9)
    await lease.enter('splitting')
    expect(await get()).toMatchObject({ status: 'splitting', progress: null, version: version + 3 })
  })

  it('keeps others away however long it takes, and no longer than it goes on', async () => {
    const { acquire, held, get, at, pass } = await place()
    const lease = await held()
    const done = await lease.whileAlive(async () => {
      for (let turn = 1; turn <= 9; turn++) {
        pass(LEASE_MS / 3)
        await settle()
        expect(await get()).toMatchObject({ heartbeat: at((turn * LEASE_MS) / 3), progress: null })
        expect(await acquire()).toBeNull()
      }
      return 'read'
    })
    expect(done).toBe('read')
    const { version } = await get()
    pass(LEASE_MS)
    await settle()
    expect(await get()).toMatchObject({ version })
    expect(await acquire()).toBeNull()
    pass(LEASE_MS / 3)
    expect((await acquire())?.document.attempts).toBe(2)
  })

  it('gives no sign of life any more where it has failed', async () => {
    const { held, get, pass } = await place()
    const lease = await held()
    await expect(lease.whileAlive(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
    const before = await get()
    pass(LEASE_MS)
    await settle()
    expect(await get()).toEqual(before)
  })
})

describe('a worker that was overtaken', () => {
  async function overtaken() {
    const all = await place()
    const loser = await all.held()
    all.pass(LEASE_MS + 1)
    const winner = await all.held()
    return { ...all, loser, winner }
  }

  it('learns it with its next stage and changes nothing, while the other goes on', async () => {
    const { loser, winner, get } = await overtaken()
    await expect(loser.enter('splitting')).rejects.toBeInstanceOf(LeaseLost)
    expect(await get()).toEqual(winner.document)
    await winner.enter('splitting')
    await expect(loser.enter('embedding')).rejects.toBeInstanceOf(LeaseLost)
    expect(await get()).toMatchObject({ status: 'splitting', attempts: 2 })
  })

  it('learns it from a sign of life in the midst of its work', async () => {
    const { loser, winner, get, pass } = await overtaken()
    await loser.whileAlive(async () => {
      loser.assertHeld()
      pass(LEASE_MS / 3)
      await settle()
      expect(() => loser.assertHeld()).toThrow(LeaseLost)
    })
    await expect(loser.enter('splitting')).rejects.toBeInstanceOf(LeaseLost)
    expect(await get()).toEqual(winner.document)
  })

  it('learns it from telling its progress', async () => {
    const { loser, winner, get } = await overtaken()
    loser.progress(1, 2)
    await settle()
    expect(() => loser.assertHeld()).toThrow(LeaseLost)
    expect(await get()).toEqual(winner.document)
  })

  it('gives back nothing that is not its own', async () => {
    const { loser, winner, get } = await overtaken()
    await loser.release()
    expect(await get()).toEqual(winner.document)
  })

  it('is also one whose document its owner deletes, and brings nothing of it back', async () => {
    const { held, documents, at } = await place()
    const lease = await held()
    const withdrawn = await documents.withdraw(key, at(1))
    await expect(lease.enter('splitting')).rejects.toBeInstanceOf(LeaseLost)
    expect(await documents.get(key.botId, key.id)).toEqual(withdrawn)
    await documents.delete(key.botId, key.id)
    await expect(lease.enter('splitting')).rejects.toBeInstanceOf(LeaseLost)
    expect(await documents.get(key.botId, key.id)).toBeNull()
  })
})

it('what a write in the background meets with is thrown at the next stage, as it was', async () => {
  const { deps, documents, get, pass } = await place()
  let isAway = false
  const advance: typeof documents.advance = (...words) =>
    isAway ? Promise.reject(new Error('the table is away')) : documents.advance(...words)
  const lease = (await DocumentLease.acquire({ ...deps, documents: { ...documents, advance } }, key))!
  isAway = true
  pass(1_000)
  lease.progress(1, 2)
  await settle()
  isAway = false
  await expect(lease.enter('splitting')).rejects.toThrow('the table is away')
  expect(await get()).toMatchObject({ status: 'extracting' })
})

it('a document given back is as if nobody had tried, and anybody’s at once', async () => {
  const { acquire, held, get } = await place({ attempts: 1 })
  const lease = await held()
  await lease.release()
  expect(await get()).toMatchObject({ status: 'waiting', attempts: 1, progress: null })
  expect((await acquire())?.document).toMatchObject({ status: 'extracting', attempts: 2 })
})
