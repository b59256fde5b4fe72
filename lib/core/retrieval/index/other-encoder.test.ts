import { describe, expect, it } from 'vitest'
import { memoryKnowledge } from '../../testing/memory-knowledge.ts'
import { sampleBot, sampleContents, sampleDocument } from '../../testing/sample-items.ts'
import { comparableWith } from '../comparable.ts'
import type { StoredPassage } from '../ports.ts'

const BOT = 'bot_1'
const NOW = 'new/2'

/** One bot whose index compares vectors of `new/2` only; what is not noted is of `before`. */
async function knowledge(kind: 'packs' | 's3vectors', before = 'old/2') {
  const memory = memoryKnowledge(
    error => {
      throw error
    },
    comparableWith(NOW, before),
  )
  await memory.bots.create(sampleBot(BOT, { index: kind }))
  const index = memory.indexes[kind]
  return {
    memory,
    async add(id: string, text: string, vector: number[], encoder: string | null) {
      const stored: StoredPassage = {
        ...{
          documentId: id,
          ordinal: 0,
          text,
          start: 0,
          end: text.length,
          vector: Float32Array.from(vector),
        },
        ...{ place: { headingPath: [] }, contentHash: text },
      }
      const document = sampleDocument(BOT, id, { status: 'packing' })
      await memory.documents.create(document)
      await memory.passages.put(BOT, [stored])
      const pack = await index.stage({ ...document, encoder }, [stored])
      const contents = sampleContents({ passageCount: 1, encoder })
      await memory.documents.publish(document, contents, pack, null)
    },
    async ask(text: string, vector = [1, 0]) {
      const bot = (await memory.bots.get(BOT))!
      const found = await index.search(bot, { text, vector: Float32Array.from(vector) }, 10)
      return found.map(({ documentId, cosine }) => [documentId, Number(cosine.toFixed(3))])
    },
  }
}

describe.each(['packs', 's3vectors'] as const)('vectors of two encoders, by %s', kind => {
  it('are never compared: those of another one’s documents are found by their words', async () => {
    const { add, ask } = await knowledge(kind)
    await add('doc_new', 'A lighthouse.', [1, 0], 'new/2')
    await add('doc_old', 'A harbour.', [1, 0], 'old/2')
    expect(await ask('…')).toEqual([['doc_new', 1]])
    expect(await ask('harbour')).toEqual(expect.arrayContaining([['doc_old', 0]]))
  })

  it('may be of different lengths', async () => {
    const { add, ask } = await knowledge(kind, 'old/3')
    await add('doc_old', 'A harbour.', [0, 1, 0], 'old/3')
    expect(await ask('harbour')).toEqual([['doc_old', 0]])
    expect(await ask('…')).toEqual([])
  })

  it('stay apart when their packs are made one', async () => {
    const { add, ask, memory } = await knowledge(kind)
    for (let n = 0; n < 4; n++) await add(`doc_${n}`, `Room ${n}.`, [1, 0], n % 2 ? 'new/2' : 'old/2')
    expect(await memory.indexes[kind].tidy(BOT)).toBe(1)
    expect((await memory.manifests.get(BOT)).packs).toHaveLength(1)
    expect((await ask('…')).map(([id]) => id).sort()).toEqual(['doc_1', 'doc_3'])
  })

  it('whose encoder was not noted are of the one before', async () => {
    const before = await knowledge(kind, 'old/2')
    await before.add('doc_old', 'A harbour.', [1, 0], null)
    expect(await before.ask('…')).toEqual([])
    const same = await knowledge(kind, 'new/2')
    await same.add('doc_new', 'A harbour.', [1, 0], null)
    expect(await same.ask('…')).toEqual([['doc_new', 1]])
  })
})
