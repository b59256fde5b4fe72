import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Document } from '#lib/core/documents/document.ts'
import { uploadKey } from '#lib/core/documents/storage-keys.ts'
import { MAX_ATTEMPTS } from '#lib/core/ingestion/ingest-document.ts'
import { makeDocx, paragraph } from '#lib/extraction/fixtures/make-docx.ts'
import { makePdf } from '#lib/extraction/fixtures/make-pdf.ts'
import { LocalFunction } from '#lib/local-aws/lambda/function.ts'
import { type Deps, deps as serverDeps } from '../deps.ts'
import type { TestApp } from '../testing/test-app.ts'
import { announce, postForm, settled, upload } from '../testing/upload.ts'
import { INGEST_TRIES } from './ingest-limits.ts'
import { figuresIn, LEASE_MS, startTestFunctions, type TestFunctions } from './testing/test-functions.ts'

let cloud: TestFunctions
let app: TestApp
let deps: Deps
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let botId: string

beforeAll(async () => {
  cloud = await startTestFunctions()
  app = cloud.app
  deps = serverDeps()
  owner = await app.newOwner()
})
afterAll(() => cloud.close())
beforeEach(async () => {
  await app.bedrock.clearScript()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  cloud.queue.deadLetters.length = 0
})

const RULES = 'Assistance dogs are welcome in every gallery. A family ticket costs 28 euros.'
const PATIENT = { timeout: 20_000 }

const get = ({ id }: Pick<Document, 'id'>) => deps.documents.get(botId, id)
const knowledgeVersion = async () => (await deps.bots.get(botId))?.knowledgeVersion
const worked = () => vi.waitFor(() => expect(cloud.queue.size).toBe(0), PATIENT)

/** As S3 writes it. */
const created = (...documents: Document[]) =>
  JSON.stringify({ Records: documents.map(document => ({ s3: { object: { key: uploadKey(document) } } })) })

describe('the ingestion as a function', () => {
  it.each([
    ['rules.txt', RULES],
    ['rules.md', `# Rules\n\n${RULES}`],
    ['rules.pdf', makePdf([{ lines: ['Assistance dogs are welcome in every gallery.'] }])],
    ['rules.docx', makeDocx({ body: paragraph(RULES) })],
  ])('reads %s with what is in its bundle', async (name, content) => {
    const document = await upload(owner, botId, name, content)
    expect(await settled(owner, document)).toMatchObject({ status: 'ready', attempts: 1, failure: null })
    await worked()
  })

  it('says of a file that cannot be read why, and is done with it', async () => {
    const document = await upload(owner, botId, 'rules.pdf', 'This is no PDF.')
    expect(await settled(owner, document)).toMatchObject({ status: 'failed', failure: { retryable: false } })
    await worked()
    expect(cloud.queue.deadLetters).toEqual([])
    await vi.waitFor(() =>
      expect(figuresIn(cloud.functions.ingest)).toContainEqual(
        expect.objectContaining({ IngestionFailures: 1, Reason: 'wrong-content' }),
      ),
    )
  })

  it('leaves the time it took in its log, under the call’s id', async () => {
    const { id } = await settled(owner, await upload(owner, botId, 'rules.txt', RULES))
    await worked()
    await vi.waitFor(() => expect(cloud.functions.ingest.log().join()).toContain(id))
    const figures = figuresIn(cloud.functions.ingest).findLast(({ IngestionMs }) => IngestionMs !== undefined)
    expect(figures).toMatchObject({ IngestionMs: expect.any(Number) })
    const line = JSON.parse(cloud.functions.ingest.log().findLast(each => each.includes(id))!)
    expect(line).toMatchObject({ what: 'ingested', outcome: 'ready', requestId: figures!.requestId })
  })

  it('does nothing twice: duplicates, late ones, and what the sweep sends again', async () => {
    const document = await upload(owner, botId, 'rules.txt', RULES)
    for (let copy = 0; copy < 3; copy++) cloud.queue.send(created(document, document))
    const { ownerId, id } = document
    cloud.queue.send(JSON.stringify({ document: { ownerId, botId, id } }))
    const ready = await settled(owner, document)
    await worked()
    cloud.queue.send(created(document))
    await worked()
    expect(await get(document)).toEqual(await deps.documents.get(botId, ready.id))
    expect(await get(document)).toMatchObject({ status: 'ready', attempts: 1 })
    expect(await knowledgeVersion()).toBe(1)
    expect(cloud.queue.deadLetters).toEqual([])
  })

  it('takes an event that is too early for nothing, and one that is too late as well', async () => {
    const { document, form } = await announce(owner, botId, { name: 'rules.txt', size: RULES.length })
    cloud.queue.send(created(document))
    await worked()
    expect(await get(document)).toMatchObject({ status: 'waiting', attempts: 0 })
    expect((await postForm(form, new Uint8Array(Buffer.from(RULES)))).ok).toBe(true)
    expect(await settled(owner, document)).toMatchObject({ status: 'ready' })

    expect((await owner.call('DELETE', `/api/bots/${botId}/documents/${document.id}`)).status).toBe(204)
    cloud.queue.send(created(document))
    await worked()
    expect(await get(document)).toBeNull()
    expect(await deps.passages.listOfDocument(botId, document.id)).toEqual([])
  })

  it('accepts the word that a bucket sends when it is told of the queue', async () => {
    cloud.queue.send(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' }))
    await worked()
    expect(cloud.queue.deadLetters).toEqual([])
  })

  it('names only the bad one of a batch', async () => {
    const { ownerId } = (await deps.bots.get(botId))!
    const good = JSON.stringify({ document: { ownerId, botId, id: 'doc_unknown' } })
    const record = (messageId: string, body: string) => ({
      messageId,
      body,
      attributes: { ApproximateReceiveCount: '1' },
    })
    expect(
      await cloud.functions.ingest.invoke({
        Records: [record('1', good), record('2', '{'), record('3', good)],
      }),
    ).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] })
  })
})

describe('a message', () => {
  it('is done with where its document fails: the sweep resumes that, gives it up in the end, and others are ready', async () => {
    await app.bedrock.script({ on: 'embed', match: 'POISON', exception: 'validationException', times: 1_000 })
    const poison = await upload(owner, botId, 'poison.txt', `POISON. ${RULES}`)
    const other = await upload(owner, botId, 'rules.txt', RULES)
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await vi.waitFor(async () => {
        const now = await get(poison)
        expect(now).toMatchObject({ status: 'embedding', attempts: attempt })
        expect(new Date(now!.heartbeat).getTime()).toBeLessThan(Date.now() - LEASE_MS)
      }, PATIENT)
      await worked()
      await cloud.functions.sweep.invoke({})
    }
    await worked()
    expect(cloud.queue.deadLetters).toEqual([])
    expect(await get(poison)).toMatchObject({
      status: 'failed',
      failure: { reason: expect.stringContaining('Your file is kept'), retryable: true },
    })
    expect(await deps.passages.listOfDocument(botId, poison.id)).toEqual([])
    expect(await settled(owner, other)).toMatchObject({ status: 'ready', attempts: 1 })
    expect(figuresIn(cloud.functions.ingest)).toContainEqual(
      expect.objectContaining({ IngestionFailures: 1, Reason: 'model-failed' }),
    )
    expect(figuresIn(cloud.functions.sweep)).toContainEqual(expect.objectContaining({ DocumentsGivenUp: 1 }))
    // Mended, its owner tries again.
    await app.bedrock.clearScript()
    expect((await owner.call('POST', `/api/bots/${botId}/documents/${poison.id}/retry`)).status).toBe(200)
    await vi.waitFor(async () => {
      await cloud.functions.sweep.invoke({})
      expect(await get(poison)).toMatchObject({ status: 'ready' })
    }, PATIENT)
  })

  it('of an upload is put into the queue once more, under its owner’s name', async () => {
    const groups: (string | undefined)[] = []
    const send = cloud.queue.send.bind(cloud.queue)
    const spy = vi.spyOn(cloud.queue, 'send').mockImplementation((body, group) => {
      groups.push(group)
      return send(body, group)
    })
    const document = await upload(owner, botId, 'rules.txt', RULES)
    await settled(owner, document)
    await worked()
    expect(groups).toEqual([undefined, document.ownerId])
    spy.mockRestore()
  })

  it('goes to the dead letters where it speaks of no document at all', async () => {
    cloud.queue.send('nonsense')
    for (let attempt = 0; attempt < INGEST_TRIES; attempt++) {
      await cloud.source.idle()
      cloud.elapse(cloud.queue.options.visibilityMs)
    }
    await worked()
    expect(cloud.queue.deadLetters).toMatchObject([{ body: 'nonsense', receiveCount: INGEST_TRIES }])
  })
})

it('the sweep asks whether the pages answer, where it knows their address, and is well where they are not', async () => {
  const { settings } = cloud.functions.sweep
  const environment = { ...settings.environment, DOCENT_HEALTH_URL: 'http://127.0.0.1:9' }
  const watching = new LocalFunction({ ...settings, environment }, { concurrency: 1 })
  expect(await watching.invoke({})).toEqual({ taken: 0, failed: 0 })
  expect(figuresIn(watching)).toMatchObject([{ SweepRuns: 1 }, { HealthFails: 1 }])
  await watching.close()
  expect(JSON.stringify(figuresIn(cloud.functions.sweep))).not.toContain('HealthFails')
})

describe('a function that lacks a setting', () => {
  it.each([
    ['ingest', 'DOCENT_BUCKET'],
    ['ingest', 'DOCENT_EXTRACT_FUNCTION'],
    ['chat', 'DOCENT_PUBLIC_URL'],
    ['sweep', 'DOCENT_INGEST_QUEUE_URL'],
  ] as const)('%s: does not start, and says that %s is missing and what to put', async (name, setting) => {
    const { settings } = cloud.functions[name]
    const { [setting]: _, ...environment } = settings.environment
    const lacking = new LocalFunction({ ...settings, environment }, { concurrency: 1 })
    await expect(lacking.invoke({ Records: [] })).rejects.toThrow(new RegExp(`${setting}:? is missing; put `))
  })
})
