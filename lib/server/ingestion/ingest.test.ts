import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runs } from '#lib/cli/verify/long-run.ts'
import type { Document } from '#lib/core/documents/document.ts'
import { textKey, uploadKey } from '#lib/core/documents/storage-keys.ts'
import { type IngestionDeps, ingestDocument } from '#lib/core/ingestion/ingest-document.ts'
import { sweep } from '#lib/core/ingestion/sweep.ts'
import { type Deps, deps as serverDeps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { announce, postForm, upload } from '../testing/upload.ts'
import { ingestionDepsHere } from './ingestion-deps.ts'

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let deps: Deps & IngestionDeps
let botId: string

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.newOwner()
  deps = ingestionDepsHere(serverDeps())
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.bedrock.clearScript()
  await app.bedrock.script({ on: 'embed', vector: 'fast', times: 100_000 })
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
})

/** Some 40 passages: more than one batch. */
const LONG = Array.from(
  { length: 100 },
  (_, room) =>
    `Room ${room} shows ${'paintings of whales and ships '.repeat(8)}from the year ${1700 + room}.`,
).join('\n\n')

const get = ({ id }: Document) => deps.documents.get(botId, id)

async function ordinals({ id }: Document): Promise<number[]> {
  return (await deps.passages.listOfDocument(botId, id)).map(({ ordinal }) => ordinal)
}

async function expectNothingLeft(document: Document) {
  expect(await get(document)).toBeNull()
  expect(await ordinals(document)).toEqual([])
  expect(await deps.files.size(uploadKey(document))).toBeNull()
  expect(await deps.files.size(textKey(document))).toBeNull()
}

/** The same deps, but `before` happens just before each batch of passages is written. */
function interrupted(before: (batch: number) => Promise<unknown>): Deps & IngestionDeps {
  let batch = 0
  const passages = {
    ...deps.passages,
    async put(...args: Parameters<Deps['passages']['put']>) {
      await before(batch++)
      await deps.passages.put(...args)
    },
  }
  return { ...deps, passages }
}

function later(milliseconds: number, from = deps) {
  return { ...from, clock: () => Date.now() + milliseconds }
}

async function sweepAt(milliseconds: number, from = deps): Promise<void> {
  const then = later(milliseconds, from)
  const failures: unknown[] = []
  await sweep({ ...then, ingest: document => ingestDocument(then, document) }, (_, error) =>
    failures.push(error),
  )
  if (failures.length) throw failures[0]
}

async function remove(path: string) {
  expect((await owner.call('DELETE', path)).status).toBe(204)
}

describe('a document', () => {
  it('becomes ready once, however many are told of it at the same time', async () => {
    const document = await upload(owner, botId, 'long.txt', LONG)
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => ingestDocument(deps, document)))
    const ended = outcomes.map(({ outcome }) => outcome)
    expect(ended.toSorted()).toEqual([...Array(5).fill('not-ours'), 'ready'])
    const ready = await get(document)
    expect(ready).toMatchObject({ status: 'ready', attempts: 1, characterCount: LONG.length, progress: null })
    expect(ready!.passageCount).toBeGreaterThan(25)
    expect(await ordinals(document)).toEqual(Array.from({ length: ready!.passageCount }, (_, index) => index))
    expect(await ingestDocument(deps, document)).toMatchObject({ outcome: 'not-ours' })
    expect((await deps.bots.get(botId))?.knowledgeVersion).toBe(1)
  })

  it('whose upload has not arrived waits on', async () => {
    const { document } = await announce(owner, botId, { name: 'a.txt', size: 5 })
    expect(await ingestDocument(deps, document)).toMatchObject({ outcome: 'not-arrived' })
    expect(await get(document)).toMatchObject({ status: 'waiting', attempts: 0 })
  })

  it('taken over from a worker that was thought dead keeps one set of passages', async () => {
    const document = await upload(owner, botId, 'long.txt', LONG)
    const outcomes: string[] = []
    const slow = interrupted(async batch => {
      if (batch === 1) outcomes.push((await ingestDocument(later(deps.leaseMs + 1_000), document)).outcome)
    })
    outcomes.push((await ingestDocument(slow, document)).outcome)
    expect(outcomes).toEqual(['ready', 'not-ours'])
    const ready = await get(document)
    expect(ready).toMatchObject({ status: 'ready', attempts: 2 })
    expect(await ordinals(document)).toHaveLength(ready!.passageCount)
  })

  it('stops costing as soon as it is no longer ours', async () => {
    const document = await upload(owner, botId, 'long.txt', LONG)
    let asked = 0
    const encoder = {
      ...deps.encoder,
      async encode(text: string) {
        if (++asked === 1) await remove(`/api/bots/${botId}/documents/${document.id}`)
        return deps.encoder.encode(text)
      },
    }
    // Each look at the clock is two seconds on: every passage tells of its progress.
    let now = Date.now()
    const clock = () => {
      now += 2_000
      return now
    }
    expect(await ingestDocument({ ...deps, encoder, clock }, document)).toMatchObject({ outcome: 'not-ours' })
    expect(asked).toBeLessThan(26)
    await expectNothingLeft(document)
  })
})

describe('deleting', () => {
  it('a document between two batches leaves nothing', async () => {
    const document = await upload(owner, botId, 'long.txt', LONG)
    const midway = interrupted(async batch => {
      if (batch === 1) await remove(`/api/bots/${botId}/documents/${document.id}`)
    })
    expect(await ingestDocument(midway, document)).toMatchObject({ outcome: 'not-ours' })
    await expectNothingLeft(document)
  })

  it('a document while it is read leaves nothing, and is no failure', async () => {
    const document = await upload(owner, botId, 'short.txt', 'Dogs are welcome.')
    const extractor: IngestionDeps['extractor'] = {
      async extract(...args) {
        const text = await deps.extractor.extract(...args)
        await remove(`/api/bots/${botId}/documents/${document.id}`)
        return text
      },
    }
    expect(await ingestDocument({ ...deps, extractor }, document)).toMatchObject({ outcome: 'not-ours' })
    await expectNothingLeft(document)
  })

  it('a document whose upload is still under way leaves no file', async () => {
    const { document, form } = await announce(owner, botId, { name: 'a.txt', size: 5 })
    await remove(`/api/bots/${botId}/documents/${document.id}`)
    expect((await postForm(form, new Uint8Array(5).fill(97))).ok).toBe(true)
    expect(await ingestDocument(deps, document)).toMatchObject({ outcome: 'not-ours' })
    await expectNothingLeft(document)
  })

  it('a bot between two batches leaves no passages, files or documents', async () => {
    const document = await upload(owner, botId, 'long.txt', LONG)
    const other = await upload(owner, botId, 'other.txt', 'Cats are welcome too.')
    await ingestDocument(deps, other)
    const midway = interrupted(async batch => {
      if (batch === 1) await remove(`/api/bots/${botId}`)
    })
    expect(await ingestDocument(midway, document)).toMatchObject({ outcome: 'not-ours' })
    await expectNothingLeft(document)
    await expectNothingLeft(other)
    expect(await deps.documents.list(botId)).toEqual([])
  })

  it('that broke off is finished by the sweep', async () => {
    const document = await upload(owner, botId, 'short.txt', 'Dogs are welcome.')
    await ingestDocument(deps, document)
    const now = new Date().toISOString()
    await deps.documents.withdraw(document, now)
    await sweepAt(0)
    expect(await ordinals(document)).toHaveLength(1)
    await sweepAt(deps.leaseMs + 1_000)
    await expectNothingLeft(document)

    const second = await upload(owner, botId, 'second.txt', 'Cats are welcome.')
    await ingestDocument(deps, second)
    await deps.bots.markDeleting(botId, now)
    await sweepAt(deps.leaseMs + 1_000)
    await expectNothingLeft(second)
    expect(await deps.bots.listDeleting(new Date(Date.now() + 60_000).toISOString(), 10)).toEqual([])
  })
})

describe('replacing', () => {
  async function ready(name: string, text: string): Promise<Document> {
    const document = await upload(owner, botId, name, text)
    expect(await ingestDocument(deps, document)).toMatchObject({ outcome: 'ready' })
    return document
  }

  it('lets the old document answer until the new one is ready, and takes over its vectors', async () => {
    const old = await ready('rules.txt', LONG)
    const next = await upload(owner, botId, 'rules.txt', `${LONG}\n\nA new end.`, old.id)
    await app.bedrock.clearCalls()
    const seen: unknown[] = []
    const watched = interrupted(async () => seen.push((await get(old))?.status))
    expect(await ingestDocument(watched, next)).toMatchObject({ outcome: 'ready' })
    expect(seen).toEqual(seen.map(() => 'ready'))
    expect(seen.length).toBeGreaterThan(1)
    await expectNothingLeft(old)
    expect((await deps.documents.list(botId)).map(({ id }) => id)).toEqual([next.id])
    expect((await app.bedrock.calls()).length).toBeLessThan(5)
  })

  it('shows no question both of them: one step makes the one ready and withdraws the other', async () => {
    const old = await ready('rules.txt', 'Dogs are welcome.')
    const before = (await deps.bots.get(botId))!.knowledgeVersion
    const next = await upload(owner, botId, 'rules.txt', 'Dogs are not welcome.', old.id)
    const files = {
      ...deps.files,
      deletePrefix: () => Promise.reject(new Error('killed')),
    }
    await expect(ingestDocument({ ...deps, files }, next)).rejects.toThrow('killed')
    expect((await get(next))?.status).toBe('ready')
    expect((await get(old))?.status).toBe('deleting')
    expect((await deps.bots.get(botId))!.knowledgeVersion).toBe(before + 1)
    await sweepAt(deps.leaseMs + 1_000)
    await expectNothingLeft(old)
  })

  it('keeps the old document where the new one cannot be read', async () => {
    const old = await ready('rules.txt', 'Dogs are welcome.')
    const next = await upload(owner, botId, 'rules.pdf', 'This is no PDF.', old.id)
    expect(await ingestDocument(deps, next)).toMatchObject({ outcome: 'failed' })
    expect((await get(old))?.status).toBe('ready')
    expect(await ordinals(old)).toEqual([0])
  })

  it('comes to its end where the owner deletes the old document meanwhile', async () => {
    const old = await ready('rules.txt', 'Dogs are welcome.')
    const next = await upload(owner, botId, 'rules.txt', 'Dogs are not welcome.', old.id)
    let deleted = false
    const documents = {
      ...deps.documents,
      async publish(...args: Parameters<Deps['documents']['publish']>) {
        if (!deleted) {
          deleted = true
          await remove(`/api/bots/${botId}/documents/${old.id}`)
        }
        return deps.documents.publish(...args)
      },
    }
    expect(await ingestDocument({ ...deps, documents }, next)).toMatchObject({ outcome: 'ready' })
    expect(deleted).toBe(true)
    await expectNothingLeft(old)
  })
})

describe('what does not get on', () => {
  it('an upload past its deadline fails with what to do, and not before', async () => {
    const { document } = await announce(owner, botId, { name: 'a.txt', size: 5 })
    await sweepAt(14 * 60_000)
    expect(await get(document)).toMatchObject({ status: 'waiting' })
    await sweepAt(16 * 60_000)
    expect(await get(document)).toMatchObject({
      status: 'failed',
      failure: { reason: 'The upload did not finish.', nextStep: 'Add the file again.', retryable: false },
    })
  })

  it('an upload that no event spoke of is found by the sweep', async () => {
    const document = await upload(owner, botId, 'short.txt', 'Dogs are welcome.')
    await sweepAt(deps.leaseMs + 1_000)
    expect(await get(document)).toMatchObject({ status: 'ready' })
  })

  it('a document that broke the worker five times fails, and can be tried again', async () => {
    const document = await upload(owner, botId, 'short.txt', 'Dogs are welcome.')
    const extractor = { extract: () => Promise.reject(new Error('the worker died')) }
    const broken = { ...deps, extractor }
    for (let attempt = 1; attempt <= 5; attempt++) {
      await expect(sweepAt(attempt * (deps.leaseMs + 1_000), broken)).rejects.toThrow('the worker died')
      expect(await get(document)).toMatchObject({ status: 'extracting', attempts: attempt })
    }
    await sweepAt(6 * (deps.leaseMs + 1_000), broken)
    expect(await get(document)).toMatchObject({ status: 'failed', failure: { retryable: true } })
    expect(await deps.files.size(uploadKey(document))).toBe(17)

    const retry = `/api/bots/${botId}/documents/${document.id}/retry`
    expect((await owner.call('POST', retry)).status).toBe(200)
    expect((await owner.call('POST', retry)).status).toBe(409)
    await sweepAt(0)
    expect(await get(document)).toMatchObject({ status: 'ready', failure: null, attempts: 1 })
  })

  it('a service that fails is no failure of the document: the sweep goes on with what is done', async () => {
    const document = await upload(owner, botId, 'long.txt', LONG)
    const dying = interrupted(async batch => {
      if (batch === 1) throw new Error('the table is away')
    })
    await expect(ingestDocument(dying, document)).rejects.toThrow('the table is away')
    expect(await ordinals(document)).toHaveLength(25)
    await app.bedrock.clearCalls()
    await sweepAt(deps.leaseMs + 1_000)
    const ready = await get(document)
    expect(ready).toMatchObject({ status: 'ready', attempts: 2 })
    expect((await app.bedrock.calls()).length).toBeLessThanOrEqual(ready!.passageCount - 25)
  })

  const throttledMs = runs(3_000, 10_000)
  it(`gets over ${throttledMs / 1_000} seconds in which everything is throttled`, {
    timeout: 60_000,
  }, async () => {
    await app.bedrock.clearScript()
    await app.bedrock.script(
      { on: 'embed', throttle: true, forMs: throttledMs },
      { on: 'embed', vector: 'fast', times: 100_000 },
    )
    const began = Date.now()
    const document = await upload(owner, botId, 'throttled.txt', LONG.replaceAll('whales', 'seals'))
    expect(await ingestDocument(deps, document)).toMatchObject({ outcome: 'ready' })
    expect(Date.now() - began).toBeGreaterThan(throttledMs - 1_000)
    expect(await ordinals(document)).toHaveLength((await get(document))!.passageCount)
  })
})
