import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CreatedEvent, EventOutbox } from './event-outbox.ts'
import { ObjectStore } from './object-store.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-store-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('orders writes by sequencer even when the clock goes backwards and the store is opened again', async () => {
  let time = 2_000_000
  const backwards = () => {
    time -= 1000
    return new Date(time)
  }
  const open = () => ObjectStore.open(folder, backwards)
  const first = await open()
  await first.createBucket('bucket')
  const sequencers = [await put(first, 'a'), await put(first, 'a'), await put(first, 'b')]
  const second = await open()
  sequencers.push(await put(second, 'a'))
  expect(sequencers).toEqual([...new Set(sequencers)].sort())
})

it('forgets what was half written when it stopped', async () => {
  const first = await ObjectStore.open(folder, () => new Date())
  await first.createBucket('bucket')
  await first.stage(bytesOf('staged and never committed'))
  const second = await ObjectStore.open(folder, () => new Date())
  expect(second.bucket('bucket').size).toBe(0)
  expect(await readdir(join(folder, 'temporary'))).toEqual([])
})

it('stages nothing when the bytes break off', async () => {
  const store = await ObjectStore.open(folder, () => new Date())
  async function* broken() {
    yield Buffer.from('some')
    throw new Error('cut off')
  }
  await expect(store.stage(broken())).rejects.toThrow('cut off')
  expect(await readdir(join(folder, 'temporary'))).toEqual([])
})

it('refuses to open over an object file that somebody else has changed', async () => {
  const store = await ObjectStore.open(folder, () => new Date())
  await store.createBucket('bucket')
  await put(store, 'a')
  const objects = join(folder, 'buckets', 'bucket', 'objects')
  const [file] = await readdir(objects)
  await appendFile(join(objects, file!), 'x')
  await expect(ObjectStore.open(folder, () => new Date())).rejects.toThrow('damaged')
})

it('tells an event whose object became visible, and drops one whose write never did', async () => {
  const store = await ObjectStore.open(folder, () => new Date())
  await store.createBucket('bucket')
  const events = join(folder, 'events')
  const silent = await EventOutbox.open(events, store, async () => {})
  const eventOf = (key: string, sequencer: string): CreatedEvent => ({
    createdBy: 'Put',
    bucket: 'bucket',
    object: { key, size: 1, etag: 'e', sequencer, lastModified: '2026-01-01T00:00:00.000Z' },
  })
  const visible = await put(store, 'a')
  await silent.record(eventOf('a', visible))
  await silent.record(eventOf('a', 'F'.repeat(16))) // later than what is there
  await silent.record(eventOf('absent', 'E'.repeat(16)))
  await silent.close()

  const sent: string[] = []
  const outbox = await EventOutbox.open(events, store, async event => {
    sent.push(event.object.sequencer)
  })
  await expect.poll(() => readdir(events)).toEqual([])
  await outbox.close()
  expect(sent).toEqual([visible])
})

async function put(store: ObjectStore, key: string): Promise<string> {
  const staged = await store.stage(bytesOf('x'))
  const content = { key, size: 1, etag: 'e', attributes: { headers: {}, meta: {} }, checksum: undefined }
  const hooks = { precondition: () => {}, beforeVisible: async () => {} }
  return (await store.commit(store.bucket('bucket'), staged, content, hooks)).sequencer
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
