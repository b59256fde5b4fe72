import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { deps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { upload } from '../testing/upload.ts'
import { ingestAndTell } from './ingest-and-tell.ts'
import { ingestionDepsHere } from './ingestion-deps.ts'
import { sweepAndTell } from './sweep-and-tell.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** A document that has arrived, and the figures of whatever is done with it. */
async function arrived(name: string, text: string) {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()
  const key = await upload(owner, bot.id, name, text)
  const put = vi.fn()
  return {
    key,
    put,
    ingestion: { ...ingestionDepsHere(deps()), metrics: { put } },
  }
}

it('a document that became ready is counted with its time', async () => {
  const { ingestion, key, put } = await arrived('Rules.txt', 'A ticket costs 12 euros.')
  expect(await ingestAndTell(ingestion, key)).toMatchObject({ outcome: 'ready' })
  expect(put.mock.calls).toEqual([[{ IngestionMs: expect.any(Number), IngestionFailures: 0 }, undefined]])
  put.mockClear()
  expect(await ingestAndTell(ingestion, key)).toMatchObject({ outcome: 'not-ours' })
  expect(put).not.toHaveBeenCalled()
})

it('one that cannot be read is counted with the reason', async () => {
  const { ingestion, key, put } = await arrived('Blank.txt', '  \n ')
  expect(await ingestAndTell(ingestion, key)).toMatchObject({ outcome: 'failed' })
  expect(put.mock.calls).toEqual([[{ IngestionMs: expect.any(Number), IngestionFailures: 1 }, 'no-text']])
})

it('one that a failing service stopped is counted as a failure, and thrown on', async () => {
  const { ingestion, key, put } = await arrived('Rules.txt', 'A ticket costs 12 euros.')
  const encoder = { name: 'away', encode: () => Promise.reject(new Error('the model is away')) }
  await expect(ingestAndTell({ ...ingestion, encoder }, key)).rejects.toThrow('the model is away')
  expect(put.mock.calls).toEqual([[{ IngestionFailures: 1 }, 'unexpected']])
})

it('a sweep is counted when it ran, not when it could not', async () => {
  const put = vi.fn()
  const sweeping = { ...ingestionDepsHere(deps()), metrics: { put }, ingest: async () => {} }
  expect(await sweepAndTell(sweeping)).toMatchObject({ failed: 0 })
  expect(put.mock.calls).toEqual([[{ SweepRuns: 1, DocumentsGivenUp: 0 }]])
  put.mockClear()
  const listStale = () => Promise.reject(new Error('the table is away'))
  await expect(
    sweepAndTell({ ...sweeping, documents: { ...sweeping.documents, listStale: listStale } }),
  ).rejects.toThrow('the table is away')
  expect(put).not.toHaveBeenCalled()
})
