import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Document, UploadTarget } from '#lib/core/documents/document.ts'
import { textKey } from '#lib/core/documents/storage-keys.ts'
import { giveUpDocument } from '#lib/core/ingestion/end-document.ts'
import { type IngestionDeps, ingestDocument } from '#lib/core/ingestion/ingest-document.ts'
import { prepareAgain } from '#lib/core/ingestion/prepare-again.ts'
import { type Deps, deps as serverDeps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { announce, postForm } from '../testing/upload.ts'
import { ingestionDepsHere } from './ingestion-deps.ts'

const FIRST = 'Dogs are welcome in every gallery.'
const SECOND = 'Dogs are refused in every gallery!'

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let deps: Deps & IngestionDeps
let document: Document
let form: UploadTarget

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.newOwner()
  deps = ingestionDepsHere(serverDeps())
})
afterAll(() => app.close())
beforeEach(async () => {
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()
  ;({ document, form } = await announce(owner, bot.id, { name: 'dogs.txt', size: FIRST.length }))
  await send(FIRST)
})

const send = async (text: string) =>
  expect((await postForm(form, new Uint8Array(Buffer.from(text)))).ok).toBe(true)
const get = ({ botId, id }: Pick<Document, 'botId' | 'id'>) => deps.documents.get(botId, id)
const textOf = async (one: Document) => (await deps.files.getText(textKey(one)))?.text
const passagesOf = async ({ botId, id }: Document) =>
  (await deps.passages.ofDocument(botId, id)).map(({ text }) => text)

it('a form that is posted again once its document is ready changes nothing', async () => {
  expect(await ingestDocument(deps, document)).toEqual({ outcome: 'ready' })
  const before = await get(document)
  await send(SECOND)
  expect(await ingestDocument(deps, document)).toEqual({ outcome: 'not-ours' })
  expect(await get(document)).toEqual(before)
  expect([await textOf(document), await passagesOf(document)]).toEqual([FIRST, [FIRST]])
})

it('nor when the document is prepared again for another encoder', async () => {
  const another = { ...deps, encoder: { ...deps.encoder, name: 'another/1024' } }
  expect(await ingestDocument(another, document)).toEqual({ outcome: 'ready' })
  await send(SECOND)
  const failures: unknown[] = []
  await prepareAgain(deps, (_, error) => failures.push(error))
  expect(failures).toEqual([])
  const version = (await deps.documents.list(document.botId)).find(
    ({ replaces }) => replaces === document.id,
  )!
  expect(await ingestDocument(deps, version)).toEqual({ outcome: 'ready' })
  expect([await textOf(version), await passagesOf(version)]).toEqual([FIRST, [FIRST]])
})

it('what is sent in the place of a file whose reading broke off is not read, and its owner is told', async () => {
  await breakOff()
  await send(SECOND)
  expect(await ingestDocument(later(), document)).toEqual({ outcome: 'failed', reason: 'sent-twice' })
  expect(await get(document)).toMatchObject({
    status: 'failed',
    failure: {
      reason: expect.stringContaining('second file'),
      nextStep: 'Add the file again.',
      retryable: false,
    },
  })
  expect([await textOf(document), await passagesOf(document)]).toEqual([undefined, []])
})

it('nor where the document has failed and its owner tries again', async () => {
  await breakOff()
  await giveUpDocument(deps, document)
  await send(SECOND)
  const tried = await owner.call('POST', `/api/bots/${document.botId}/documents/${document.id}/retry`)
  expect(tried.status).toBe(200)
  expect(await ingestDocument(deps, document)).toEqual({ outcome: 'failed', reason: 'sent-twice' })
})

it('the same file sent twice is one file', async () => {
  await breakOff()
  await send(FIRST)
  expect(await ingestDocument(later(), document)).toEqual({ outcome: 'ready' })
  expect(await passagesOf(document)).toEqual([FIRST])
})

/** The worker is gone while it reads. */
async function breakOff(): Promise<void> {
  const extractor = {
    extract: async () => {
      throw new Error('The machine is gone.')
    },
  }
  await expect(ingestDocument({ ...deps, extractor }, document)).rejects.toThrow('The machine is gone.')
}

const later = () => ({ ...deps, clock: () => Date.now() + 10 * 60_000 })
