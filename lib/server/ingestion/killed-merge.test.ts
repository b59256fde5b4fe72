import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runs } from '#lib/cli/verify/long-run.ts'
import { openKernel } from '#lib/core/retrieval/kernel/open-kernel.ts'
import { BotPacks } from '#lib/core/retrieval/packs/bot-packs.ts'
import { mergeBotPacks } from '#lib/core/retrieval/packs/merge-bot-packs.ts'
import { PackCache } from '#lib/core/retrieval/packs/pack-cache.ts'
import { sampleContents, sampleDocument, samplePassage } from '#lib/core/testing/sample-items.ts'
import { deps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

const KILLS = runs(5, 50)
/** About as long as a merge takes once its process is up, so that every step of it is hit. */
const LATEST_KILL_MS = 150
const PASSAGES = 3

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let botId: string
let made = 0
const living: string[] = []

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.newOwner()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
})
afterAll(() => app.close())

it(`loses no passage and finds no deleted one after ${KILLS} kills of a merge`, {
  timeout: 240_000,
}, async () => {
  let interrupted = 0
  // One that comes too late interrupts nothing.
  for (let merges = 0; interrupted < KILLS; merges++) {
    for (let added = 0; added < 3; added++) await addReadyDocument()
    if (merges % 2) await withdraw(living.splice(Math.floor(living.length / 2), 1)[0]!)
    if (await mergeAndKill()) interrupted++
    expect(await found()).toEqual(wanted())
    // Nobody waits here until the claim of the dead one is over.
    await deps().manifests.releaseMerge(botId)
  }
  await mergeBotPacks(deps(), botId)
  expect(await found()).toEqual(wanted())
  const { packs, tombstones } = await deps().manifests.get(botId)
  expect(packs.length).toBeLessThan(12)
  expect(tombstones.length).toBeLessThan(KILLS / 2)
})

/** What the ingestion does when everything else is done. */
async function addReadyDocument(): Promise<void> {
  const { documents, passages, index, newId } = deps()
  const id = newId('doc')
  const stored = Array.from({ length: PASSAGES }, (_, ordinal) =>
    samplePassage(id, ordinal, `text ${++made}`),
  )
  await passages.put(botId, stored)
  const document = sampleDocument(botId, id, { status: 'packing' })
  await documents.create(document)
  const pack = await index.stage(document, stored)
  await documents.publish(document, sampleContents({ passageCount: PASSAGES }), pack, null)
  living.push(id)
}

/** What a deletion does first; the merges do the rest. */
async function withdraw(id: string): Promise<void> {
  const { documents, passages } = deps()
  await documents.withdraw({ botId, id }, new Date().toISOString())
  await passages.deleteOfDocument(botId, id)
}

/** True where it was still at work. */
async function mergeAndKill(): Promise<boolean> {
  const entry = fileURLToPath(new URL('../testing/merge-process.ts', import.meta.url))
  const merging = spawn(process.execPath, [entry, botId], {
    env: process.env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const gone = once(merging, 'exit')
  await Promise.race([once(merging.stdout, 'data'), gone])
  await new Promise(resolve => setTimeout(resolve, Math.random() * LATEST_KILL_MS))
  merging.kill('SIGKILL')
  const [code] = await gone
  return code === null
}

/** What a process finds that has just started. */
async function found(): Promise<string[]> {
  const { packFiles } = deps()
  const onError = (error: unknown) => {
    throw error
  }
  const cache = new PackCache(packFiles, openKernel(), { maxBytes: 1e9, onError })
  const bot = (await deps().bots.get(botId))!
  const snapshot = await new BotPacks({ ...deps(), onError }, cache).open(bot, { vectors: true })
  const keys = snapshot.parts.flatMap(({ live }, part) =>
    live.flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, at) => {
        const { documentId, ordinal } = snapshot.keyOf(part, from + at)
        return `${documentId}#${ordinal}`
      }),
    ),
  )
  snapshot.release()
  return keys.toSorted()
}

function wanted(): string[] {
  return living.flatMap(id => Array.from({ length: PASSAGES }, (_, ordinal) => `${id}#${ordinal}`)).toSorted()
}
