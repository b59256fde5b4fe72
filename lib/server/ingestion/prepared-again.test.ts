import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Document } from '#lib/core/documents/document.ts'
import { ingestDocument } from '#lib/core/ingestion/ingest-document.ts'
import { deps as serverDeps } from '../deps.ts'
import { startWorker } from '../ingestion-worker.ts'
import { freePort } from '../testing/free-port.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { announce, postForm } from '../testing/upload.ts'
import { ingestionDepsHere } from './ingestion-deps.ts'

const TICKETS = 'A family ticket for two adults and their children costs 28 euros.'

let app: TestApp
let workerPort: number

beforeAll(async () => {
  workerPort = await freePort()
  app = await startTestApp({ objectCreatedUrl: `http://127.0.0.1:${workerPort}/events` })
})
afterAll(() => app.close())

it('a worker that starts with another encoder prepares again what the one before prepared', async () => {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
  const { document, form } = await announce(owner, bot.id, { name: 'Tickets.txt', size: TICKETS.length })
  expect((await postForm(form, new Uint8Array(Buffer.from(TICKETS)))).ok).toBe(true)
  const common = ingestionDepsHere(serverDeps())
  // Of the same length, and in the direction that every question has.
  const direction = await common.encoder.encode('What does a family ticket cost?')
  const before = { ...common, encoder: { name: 'another/1024', encode: async () => direction } }
  expect(await ingestDocument(before, document)).toEqual({ outcome: 'ready' })
  const cosines = async () => {
    const asked = (await common.bots.get(bot.id))!
    const found = await common.index.search(asked, { vector: direction, text: 'family ticket' }, 10)
    return found.map(({ documentId, cosine }) => [documentId, cosine > 0.01])
  }
  expect(await cosines()).toEqual([[document.id, false]])

  const worker = await startWorker({ port: workerPort })
  try {
    const renewed = await onlyDocument(bot.id, one => one.id !== document.id && one.status === 'ready')
    expect(renewed).toMatchObject({
      name: 'Tickets.txt',
      encoder: common.encoder.name,
      replaces: document.id,
    })
    expect(await cosines()).toEqual([[renewed.id, true]])
  } finally {
    await worker.close()
  }
})

/** The one document of a bot, as soon as it is alone and as wanted. */
async function onlyDocument(botId: string, wanted: (document: Document) => boolean): Promise<Document> {
  for (;;) {
    const [first, ...others] = await serverDeps().documents.list(botId)
    if (first && !others.length && wanted(first)) return first
    await wait(POLL_MS)
  }
}

/** A poll of the real service's state, as the page itself does it. */
const POLL_MS = 50
