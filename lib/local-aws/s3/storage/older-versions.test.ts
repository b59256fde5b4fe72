import { linkSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { idOf, ObjectStore } from './object-store.ts'

const open = (folder: string) => ObjectStore.open(folder, () => new Date('2026-01-01'))

async function inFolder(work: (folder: string, store: ObjectStore) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'docent-versions-'))
  try {
    const store = await open(folder)
    await store.createBucket('bucket')
    await store.changeBucket(store.bucket('bucket'), { versioning: 'Enabled' })
    await work(folder, store)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function put(store: ObjectStore, key: string, value: string) {
  const staged = await store.stage(
    (async function* () {
      yield Buffer.from(value)
    })(),
  )
  const content = {
    ...{ key, size: value.length, etag: value, attributes: { headers: {}, meta: {} } },
    checksum: undefined,
  }
  const hooks = { precondition: () => {}, beforeVisible: async () => {} }
  return await store.commit(store.bucket('bucket'), staged, content, hooks)
}

async function read(store: ObjectStore, key: string): Promise<string | null> {
  const opened = await store.openObject(store.bucket('bucket'), key)
  if (!opened) return null
  const { handle, description } = opened
  const value = description.size
    ? await text(handle.createReadStream({ start: 0, end: description.size - 1 }))
    : ''
  await handle.close()
  return value
}

it('keeps every version as a list would, also over restarts', async () => {
  const step = fc.record({
    kind: fc.constantFrom('put', 'delete', 'deleteVersion', 'reopen'),
    key: fc.constantFrom('a', 'b'),
    which: fc.nat(5),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async steps =>
      inFolder(async (folder, opened) => {
        let store = opened
        /** Newest first; null is a delete marker. */
        const lists: Record<string, { id: string; value: string | null }[]> = { a: [], b: [] }
        for (const [n, { kind, key, which }] of steps.entries()) {
          const list = lists[key]!
          if (kind === 'put') list.unshift({ id: idOf(await put(store, key, `${n}`)), value: `${n}` })
          if (kind === 'delete') {
            const marker = await store.deleteObject(store.bucket('bucket'), key, () => {})
            list.unshift({ id: idOf(marker!), value: null })
          }
          const version = list[which]
          if (kind === 'deleteVersion' && version) {
            await store.deleteVersion(store.bucket('bucket'), key, version.id)
            list.splice(which, 1)
          }
          if (kind === 'reopen') store = await open(folder)
          for (const one of ['a', 'b']) {
            expect(await read(store, one)).toBe(lists[one]![0]?.value ?? null)
            const ids = store.bucket('bucket').versionsOf(one).map(idOf)
            expect(ids).toEqual(lists[one]!.map(({ id }) => id))
          }
        }
      }),
    ),
    { numRuns: 60 },
  )
}, 60_000)

it('has an object once that was killed between its second name and the next version', async () => {
  await inFolder(async (folder, store) => {
    const { sequencer } = await put(store, 'a', 'first')
    const objects = join(folder, 'buckets', 'bucket', 'objects')
    const [file] = readdirSync(objects)
    const versions = join(folder, 'buckets', 'bucket', 'versions')
    await open(folder)
    linkSync(join(objects, file!), join(versions, `${file}.${sequencer}`))
    const reopened = await open(folder)
    expect(reopened.bucket('bucket').versionsOf('a')).toHaveLength(1)
    expect(readdirSync(versions)).toEqual([])
    expect(await read(reopened, 'a')).toBe('first')
  })
})
