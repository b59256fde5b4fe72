import { expect, it } from 'vitest'
import type { DocumentStore } from '../documents/ports.ts'
import { memoryConversations } from '../testing/memory-conversations.ts'
import { memoryKnowledge } from '../testing/memory-knowledge.ts'
import { sampleBot, sampleDocument } from '../testing/sample-items.ts'
import { type SweepDeps, sweep } from './sweep.ts'

const LONG_AGO = '2020-01-01T00:00:00.000Z'
const fail = (what: string) => () => Promise.reject(new Error(`${what} are away`))

/** A place where a document, a bot and an account each wait for the sweep. */
async function place() {
  const memory = memoryKnowledge(error => {
    throw error
  })
  const ingested: string[] = []
  const deps: SweepDeps = {
    ...memory,
    conversations: memoryConversations().store,
    leaseMs: 15_000,
    ingest: async ({ id }) => ingested.push(id),
  }
  for (const id of ['bot_1', 'bot_2']) await memory.bots.create(sampleBot(id))
  await memory.documents.create(
    sampleDocument('bot_1', 'doc_1', { status: 'extracting', heartbeat: LONG_AGO }),
  )
  await memory.bots.markDeleting('bot_2', LONG_AGO)
  await memory.accounts.close('owner-2', LONG_AGO)
  const left = async () => ({
    documents: ingested.length === 0,
    bots: (await memory.bots.listDeleting('2030-01-01T00:00:00.000Z', 9)).length > 0,
    accounts: (await memory.accounts.listClosing('2030-01-01T00:00:00.000Z', 9)).length > 0,
  })
  const errors: [string, unknown][] = []
  return { memory, deps, left, ingested, errors, onError: (...told: [string, unknown]) => errors.push(told) }
}

it('takes on what waits, of each kind', async () => {
  const { deps, left, onError, errors } = await place()
  expect(await left()).toEqual({ documents: true, bots: true, accounts: true })
  expect(await sweep(deps, onError)).toEqual({ taken: 3, givenUp: 0 })
  expect(await left()).toEqual({ documents: false, bots: false, accounts: false })
  expect(errors).toEqual([])
})

it('tells of a document that cannot be read, and takes on the rest', async () => {
  const { deps, left, memory, ingested, onError, errors } = await place()
  const broken = { status: 'extracting' as const, heartbeat: '2019-01-01T00:00:00.000Z' }
  await memory.documents.create(
    sampleDocument('bot_1', 'doc_0', { ...broken, progress: { done: 0.5, total: 1 } }),
  )
  expect(await sweep(deps, onError)).toEqual({ taken: 3, givenUp: 0 })
  expect(await left()).toEqual({ documents: false, bots: false, accounts: false })
  expect(ingested).toEqual(['doc_1'])
  expect(errors).toEqual([['doc_0', expect.any(Error)]])
})

const kinds = {
  documents: (deps: SweepDeps) => ({
    ...deps,
    documents: { ...deps.documents, listStale: fail('documents') as DocumentStore['listStale'] },
  }),
  bots: (deps: SweepDeps) => ({ ...deps, bots: { ...deps.bots, listDeleting: fail('bots') } }),
  accounts: (deps: SweepDeps) => ({ ...deps, accounts: { ...deps.accounts, listClosing: fail('accounts') } }),
}

it.each(Object.keys(kinds) as (keyof typeof kinds)[])(
  'fails where it cannot list %s, but not before it took on the rest',
  async kind => {
    const { deps, left, onError } = await place()
    await expect(sweep(kinds[kind](deps), onError)).rejects.toThrow(`${kind} are away`)
    expect(await left()).toEqual({ documents: false, bots: false, accounts: false, [kind]: true })
  },
)

it('tells of every part that failed', async () => {
  const { deps, onError } = await place()
  await expect(sweep(kinds.bots(kinds.documents(deps)), onError)).rejects.toMatchObject({
    errors: [new Error('documents are away'), new Error('bots are away')],
  })
})
