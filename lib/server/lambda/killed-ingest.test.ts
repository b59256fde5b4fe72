import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { workingStatuses } from '#lib/core/documents/document.ts'
import { uploadKey } from '#lib/core/documents/storage-keys.ts'
import { deps } from '../deps.ts'
import { upload } from '../testing/upload.ts'
import { figuresIn, startTestFunctions, type TestFunctions } from './testing/test-functions.ts'

let cloud: TestFunctions
beforeAll(async () => {
  cloud = await startTestFunctions({ ingestTimeoutMs: 5_000 })
})
afterAll(() => cloud.close())

const LONG = Array.from(
  { length: 200 },
  (_, room) =>
    `Room ${room} shows ${'paintings of whales and ships '.repeat(8)}from the year ${1700 + room}.`,
).join('\n\n')

it('an ingestion that is killed at its timeout is resumed by the sweep, once', {
  timeout: 60_000,
}, async () => {
  const { app, queue } = cloud
  const { documents, bots, passages } = deps()
  const owner = await app.newOwner()
  const botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  await app.bedrock.script(
    { on: 'embed', vector: 'fast', times: 30 },
    { on: 'embed', throttle: true, forMs: 600_000 },
  )
  const document = await upload(owner, botId, 'rooms.txt', LONG)
  await vi.waitFor(
    async () => expect(await documents.get(botId, document.id)).toMatchObject({ attempts: 1 }),
    {
      timeout: 20_000,
    },
  )
  await cloud.source.idle()
  expect(workingStatuses).toContain((await documents.get(botId, document.id))?.status)
  expect(queue.size).toBe(1)

  await app.bedrock.clearScript()
  await app.bedrock.script({ on: 'embed', vector: 'fast', times: 100_000 })
  // On a busy machine the second run may be cut off as well; the next sweep finds that, too.
  const ready = await vi.waitFor(
    async () => {
      expect(await cloud.functions.sweep.invoke({})).toMatchObject({ failed: 0 })
      const now = await documents.get(botId, document.id)
      expect(now).toMatchObject({ status: 'ready' })
      return now!
    },
    { timeout: 60_000, interval: 300 },
  )
  expect(ready.attempts).toBeGreaterThanOrEqual(2)
  await vi.waitFor(() => expect(figuresIn(cloud.functions.sweep).at(-1)).toMatchObject({ SweepRuns: 1 }))

  // The first message comes back: nobody has said that it was done.
  cloud.elapse(queue.options.visibilityMs)
  queue.send(JSON.stringify({ Records: [{ s3: { object: { key: uploadKey(document) } } }] }))
  await vi.waitFor(() => expect(queue.size).toBe(0), { timeout: 20_000 })
  expect(await documents.get(botId, document.id)).toMatchObject({ status: 'ready', attempts: ready.attempts })
  expect((await bots.get(botId))?.knowledgeVersion).toBe(1)
  expect(await passages.listOfDocument(botId, document.id)).toHaveLength(ready.passageCount)
  expect(queue.deadLetters).toEqual([])
})
