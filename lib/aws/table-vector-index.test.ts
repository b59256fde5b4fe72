import { describe, expect, it } from 'vitest'
import type { Document } from '#lib/core/documents/document.ts'
import type { StoredPassage } from '#lib/core/ports.ts'
import { sampleDocument, samplePassage } from './exam/sample-items.ts'
import { tableVectorIndex } from './table-vector-index.ts'

const query = { vector: Float32Array.of(1, 0), text: 'text' }

/** A table that remembers what was fetched from it and waits where it is told to. */
function table() {
  const documents = new Map<string, Document[]>()
  const fetched: string[] = []
  const state = { failing: false, holding: new Map<string, Promise<void>>(), lists: 0 }
  const passagesOf = (id: string): StoredPassage[] => [samplePassage(id, 0), samplePassage(id, 1)]
  const stores = {
    documents: {
      async list(botId: string) {
        state.lists++
        await state.holding.get(botId)
        if (state.failing) throw new Error('the table is away')
        return documents.get(botId) ?? []
      },
    },
    passages: {
      async ofDocument(_botId: string, id: string) {
        fetched.push(id)
        return passagesOf(id)
      },
    },
  }
  const set = (botId: string, ...ids: string[]) =>
    documents.set(
      botId,
      ids.map(id => sampleDocument(botId, id, { status: 'ready', name: `${id}.txt` })),
    )
  return { stores, documents, fetched, state, set }
}

function exam(maxBytes = 1e9) {
  const world = table()
  const index = tableVectorIndex(world.stores, { maxBytes, lexicalWeight: 0.5 })
  const found = async (botId: string, knowledgeVersion = 1) => {
    const passages = await index.search({ id: botId, knowledgeVersion, index: 'packs' }, query, 10)
    return [...new Set(passages.map(({ documentId }) => documentId))].toSorted()
  }
  return { ...world, index, found }
}

describe('an index over the table', () => {
  it('finds the passages of documents that are ready, with the names of their documents', async () => {
    const { documents, set, index, found } = exam()
    set('bot_1', 'doc_a')
    documents
      .get('bot_1')!
      .push(
        sampleDocument('bot_1', 'doc_partly', { status: 'partly' }),
        sampleDocument('bot_1', 'doc_working', { status: 'embedding' }),
        sampleDocument('bot_1', 'doc_leaving', { status: 'deleting' }),
        sampleDocument('bot_1', 'doc_failed', { status: 'failed' }),
      )
    expect(await found('bot_1')).toEqual(['doc_a', 'doc_partly'])
    const [first] = await index.search({ id: 'bot_1', knowledgeVersion: 1, index: 'packs' }, query, 1)
    expect(first).toMatchObject({ documentName: 'doc_a.txt' })
    expect(await found('bot_empty')).toEqual([])
  })

  it('loads a bot once for many first questions at the same time', async () => {
    const { set, found, fetched, state } = exam()
    set('bot_1', 'doc_a', 'doc_b')
    await Promise.all(Array.from({ length: 10 }, () => found('bot_1')))
    expect(state.lists).toBe(1)
    expect(fetched.toSorted()).toEqual(['doc_a', 'doc_b'])
  })

  it('fetches only the new documents after a change, and finds no deleted one any more', async () => {
    const { set, found, fetched } = exam()
    set('bot_1', 'doc_a', 'doc_b')
    await found('bot_1', 1)
    set('bot_1', 'doc_b', 'doc_c')
    expect(await found('bot_1', 1)).toEqual(['doc_a', 'doc_b'])
    fetched.length = 0
    expect(await found('bot_1', 2)).toEqual(['doc_b', 'doc_c'])
    expect(fetched).toEqual(['doc_c'])
  })

  it('never goes back to an older state for a question that was begun earlier', async () => {
    const { set, found, state } = exam()
    set('bot_1', 'doc_a')
    await found('bot_1', 2)
    expect(await found('bot_1', 1)).toEqual(['doc_a'])
    expect(state.lists).toBe(1)
  })

  it('does not keep a load that failed', async () => {
    const { set, found, state } = exam()
    set('bot_1', 'doc_a')
    state.failing = true
    const failed = await Promise.allSettled([found('bot_1'), found('bot_1')])
    for (const result of failed) {
      expect(result.status).toBe('rejected')
      if (result.status === 'rejected') expect(result.reason.message).toBe('the table is away')
    }
    state.failing = false
    expect(await found('bot_1')).toEqual(['doc_a'])
  })

  it('lets the bot asked longest ago go first when there is no more room', async () => {
    const room = 2 * 2 * (2 * 4 + 'text 0'.length * 6 + 500)
    const { set, found, fetched } = exam(room)
    for (const bot of ['bot_1', 'bot_2', 'bot_3']) set(bot, `doc_of_${bot}`)
    await found('bot_1')
    await found('bot_2')
    await found('bot_1')
    await found('bot_3')
    fetched.length = 0
    await found('bot_1')
    await found('bot_3')
    expect(fetched).toEqual([])
    await found('bot_2')
    expect(fetched).toEqual(['doc_of_bot_2'])
  })

  it('answers from a bot that is larger than all the room', async () => {
    const { set, found, fetched } = exam(1)
    set('bot_1', 'doc_a')
    await found('bot_1')
    expect(await found('bot_1')).toEqual(['doc_a'])
    expect(fetched).toEqual(['doc_a'])
  })

  it('does not make a question wait until another bot has been loaded', async () => {
    const { set, found, state } = exam()
    set('bot_1', 'doc_a')
    set('bot_2', 'doc_b')
    const { promise, resolve } = Promise.withResolvers<void>()
    state.holding.set('bot_2', promise)
    const slow = found('bot_2')
    expect(await found('bot_1')).toEqual(['doc_a'])
    resolve()
    expect(await slow).toEqual(['doc_b'])
  })

  it('refuses a question whose vector has another length', async () => {
    const { set, index } = exam()
    set('bot_1', 'doc_a')
    const other = { vector: Float32Array.of(1, 0, 0), text: 'text' }
    await expect(
      index.search({ id: 'bot_1', knowledgeVersion: 1, index: 'packs' }, other, 1),
    ).rejects.toThrow(RangeError)
  })
})
