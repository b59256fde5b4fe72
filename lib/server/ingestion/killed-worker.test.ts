import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runs } from '#lib/cli/verify/long-run.ts'
import { type Document, workingStatuses } from '#lib/core/documents/document.ts'
import { textKey, uploadKey } from '#lib/core/documents/storage-keys.ts'
import type { StoredPassage } from '#lib/core/retrieval/ports.ts'
import { deps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { settled, upload } from '../testing/upload.ts'

const KILLS = runs(3, 20)
/** About as long as the whole work on the document takes, so that every stage is hit. */
const LATEST_KILL_MS = 500

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let botId: string

beforeAll(async () => {
  app = await startTestApp({ settings: { DOCENT_LEASE_SECONDS: '0.2' } })
  owner = await app.newOwner()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
})
afterAll(() => app.close())

it(`leaves the same passages after ${KILLS} kills at work as an unbroken run`, {
  timeout: 180_000,
}, async () => {
  const whole = await upload(owner, botId, 'whole.txt', museum())
  const unbroken = await startWorkerOn(whole)
  expect(await settled(owner, whole)).toMatchObject({ status: 'ready' })
  await kill(unbroken)

  const broken = await upload(owner, botId, 'broken.txt', museum())
  const { documents } = deps()
  for (let interrupted = 0; interrupted < KILLS; ) {
    const worker = await startWorkerOn(broken)
    await new Promise(resolve => setTimeout(resolve, Math.random() * LATEST_KILL_MS))
    await kill(worker)
    const now = await documents.get(botId, broken.id)
    if (now?.status === 'ready') await forget(broken.id)
    // One that comes before the work began interrupts nothing.
    else if (now?.status !== 'waiting') interrupted++
    // Dying is no fault of the document's: it may be tried again as often as we kill.
    await documents.advance({ botId, id: broken.id }, { from: workingStatuses }, { attempts: 0 })
  }

  const last = await startWorkerOn(broken)
  expect(await settled(owner, broken)).toMatchObject({ status: 'ready' })
  await kill(last)
  expect(await passagesOf(broken.id)).toEqual(await passagesOf(whole.id))
})

/** Back to the moment after the upload, until every kill has been spent. */
async function forget(documentId: string): Promise<void> {
  const { documents, files, passages } = deps()
  await passages.deleteOfDocument(botId, documentId)
  await files.deletePrefix(textKey({ botId, id: documentId }))
  const long = new Date(0).toISOString()
  await documents.advance(
    { botId, id: documentId },
    { from: ['ready'] },
    { status: 'waiting', heartbeat: long },
  )
}

async function passagesOf(documentId: string): Promise<Omit<StoredPassage, 'documentId'>[]> {
  const passages = await deps().passages.ofDocument(botId, documentId)
  expect(passages.length).toBeGreaterThan(20)
  return passages.map(({ documentId: _, ...passage }) => passage)
}

/** A worker that was told of the document, as S3 tells it. */
async function startWorkerOn(document: Document): Promise<ChildProcess> {
  const entry = fileURLToPath(new URL('../testing/worker-process.ts', import.meta.url))
  const worker = spawn(process.execPath, [entry], { env: process.env, stdio: ['ignore', 'pipe', 'ignore'] })
  const [port] = await once(worker.stdout.setEncoding('utf8'), 'data')
  // What it logs from now on must not fill the pipe.
  worker.stdout.resume()
  const event = { Records: [{ s3: { object: { key: uploadKey(document) } } }] }
  const body = JSON.stringify(event)
  const told = await fetch(`http://127.0.0.1:${Number(port)}/events`, { method: 'POST', body })
  expect(told.status).toBe(202)
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

/** Some 60 passages, no two alike. */
function museum(): string {
  return Array.from({ length: 60 }, (_, room) => {
    const sentences = Array.from(
      { length: 5 },
      (_, item) =>
        `In room ${room + 1}, case ${item + 1} holds object number ${room * 100 + item}, found in ${1700 + room * 3 + item} by the crew of ship ${room * 7 + item}.`,
    )
    return `Room ${room + 1}\n\n${sentences.join(' ')}`
  }).join('\n\n')
}
