import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildLexical } from '../lexical/build-postings.ts'
import { LexicalSegment } from '../lexical/lexical-segment.ts'
import { scoreWords } from '../lexical/word-scores.ts'
import { mergeBotPacks } from '../packs/merge-bot-packs.ts'
import { repackBot } from '../packs/repack-bot.ts'
import type { StoredPassage } from '../ports.ts'
import { fuse } from '../ranking/fuse.ts'
import { type MemoryPacks, memoryPacks } from '../testing/memory-packs.ts'
import { someDocument, someQuery } from '../testing/sample-passages.ts'

const keyOf = ({ documentId, ordinal }: { documentId: string; ordinal: number }) => `${documentId}#${ordinal}`

/** Everything scored from the table, everything sorted; right wherever all passages are candidates. */
function slowSearch(memory: MemoryPacks, query: { vector: Float32Array; text: string }, weight: number) {
  const ids = [...memory.bot.documents.keys()].toSorted()
  const documents = ids.map(id => ({
    name: memory.bot.documents.get(id)!.name,
    list: memory.bot.passages.get(id)!,
  }))
  const all: StoredPassage[] = documents.flatMap(({ list }) => list)
  if (!all.length) return []
  const lexical = new LexicalSegment(
    buildLexical(
      documents.map(({ name, list }) => ({
        name,
        passages: list.map(({ place, text }) => ({ headingPath: place.headingPath, text })),
      })),
    ),
  )
  const words = scoreWords([{ segment: lexical, live: [{ from: 0, to: all.length }] }], query.text)
  const candidates = all.map((passage, row) => ({
    key: keyOf(passage),
    lexical: words.of(0, row),
    cosine: passage.vector.reduce((sum, value, index) => sum + value * query.vector[index]!, 0),
  }))
  const scores = fuse(candidates, weight, words.asked)
  return candidates
    .map((candidate, at) => ({ ...candidate, score: scores[at]! }))
    .toSorted((a, b) => b.score - a.score)
}

async function expectSameAsSlow(memory: MemoryPacks, index = memory.process().index, seed = 1, weight = 0.5) {
  const query = someQuery(seed)
  const found = await index.search(memory.asked(), query, 1_000)
  const slow = new Map(slowSearch(memory, query, weight).map(one => [one.key, one]))
  expect(found.map(keyOf).toSorted()).toEqual([...slow.keys()].toSorted())
  for (const [at, passage] of found.entries()) {
    const twin = slow.get(keyOf(passage))!
    expect(passage.cosine).toBeCloseTo(twin.cosine, 3)
    expect(passage.lexical).toBeCloseTo(twin.lexical, 3)
    expect(passage.score).toBeCloseTo(twin.score, 2)
    expect(passage.score).toBeLessThanOrEqual(found[at - 1]?.score ?? 1.000_001)
    expect(passage.text).toBe(memory.bot.passages.get(passage.documentId)![passage.ordinal]!.text)
  }
}

async function filled(...sizes: number[]) {
  const memory = await memoryPacks()
  for (const [at, size] of sizes.entries()) {
    await memory.add(
      `doc_${String(at).padStart(3, '0')}`,
      someDocument(`doc_${String(at).padStart(3, '0')}`, size, at + 1),
    )
  }
  return memory
}

const idsOf = (found: { documentId: string }[]) =>
  [...new Set(found.map(({ documentId }) => documentId))].toSorted()

describe('a search over packs', () => {
  it('finds and scores like a slow look at the table, whatever was added, deleted and merged', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('add' as const), size: fc.integer({ min: 1, max: 6 }) }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('merge' as const, 'repack' as const) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.nat(1_000), async (steps, seed) => {
        const memory = await memoryPacks()
        const { index } = memory.process()
        for (const [at, one] of steps.entries()) {
          if (one.kind === 'add')
            await memory.add(`doc_${at}`, someDocument(`doc_${at}`, one.size, at + seed))
          if (one.kind === 'merge') await mergeBotPacks(memory.deps, 'bot_1')
          if (one.kind === 'repack') await repackBot(memory.deps, 'bot_1')
          const ids = [...memory.bot.documents.keys()]
          if (one.kind === 'withdraw' && ids.length) await memory.withdraw(ids[one.which % ids.length]!)
          await expectSameAsSlow(memory, index, seed)
        }
        await expectSameAsSlow(memory, memory.process().index, seed)
        expect(memory.errors).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('puts equals in the order of document and place, over all packs', async () => {
    const memory = await memoryPacks()
    const [same] = someDocument('doc', 1, 5)
    for (const id of ['doc_3', 'doc_1', 'doc_2']) {
      await memory.add(
        id,
        [0, 1].map(ordinal => ({ ...same!, documentId: id, ordinal })),
        'same.txt',
      )
    }
    const found = await memory
      .process()
      .index.search(memory.asked(), { text: same!.text, vector: same!.vector }, 4)
    expect(found.map(keyOf)).toEqual(['doc_1#0', 'doc_1#1', 'doc_2#0', 'doc_2#1'])
  })

  it('finds nothing where there is nothing, and at most as many as asked for', async () => {
    const memory = await memoryPacks()
    const { index } = memory.process()
    expect(await index.search(memory.asked(), someQuery(1), 5)).toEqual([])
    await memory.add('doc_1', someDocument('doc_1', 9, 1))
    expect(await index.search(memory.asked(), someQuery(1), 4)).toHaveLength(4)
    await memory.withdraw('doc_1')
    expect(await index.search(memory.asked(), someQuery(1), 5)).toEqual([])
  })

  it.each([
    ['one stop word', 'the'],
    ['emoji', '🦊🦊🦊'],
    ['nothing', ''],
    ['half a character', '\ud800'],
    ['100,000 characters without a space', 'x'.repeat(100_000)],
    ['100,000 characters of words', 'whale '.repeat(16_667)],
  ])('takes a question of %s', async (_, text) => {
    const memory = await filled(3, 3)
    const found = await memory.process().index.search(memory.asked(), { ...someQuery(1), text }, 5)
    expect(found).toHaveLength(5)
    for (const { score } of found) expect(Number.isFinite(score)).toBe(true)
  })

  it('refuses a question whose vector has another length, a value that is no number, or no direction', async () => {
    const memory = await filled(3)
    const { index } = memory.process()
    for (const vector of [
      new Float32Array(23).fill(1),
      new Float32Array(24),
      new Float32Array(24).fill(Number.NaN),
    ]) {
      await expect(index.search(memory.asked(), { vector, text: 'whale' }, 5)).rejects.toThrow(RangeError)
    }
    expect(await index.search(memory.asked(), someQuery(1), 5)).toHaveLength(3)
  })

  it('sees a change of the documents with the very next question, and reads only what is new', async () => {
    const memory = await filled(3, 3)
    const { index } = memory.process()
    await index.search(memory.asked(), someQuery(1), 50)
    memory.operations.length = 0
    await index.search(memory.asked(), someQuery(1), 50)
    expect(memory.operations).toEqual([])
    await memory.add('doc_new', someDocument('doc_new', 2, 9))
    await memory.withdraw('doc_000')
    expect(idsOf(await index.search(memory.asked(), someQuery(1), 50))).toEqual(['doc_001', 'doc_new'])
    expect(memory.operations.filter(name => name !== 'passages.texts')).toEqual([
      'manifests.get',
      'packFiles.read',
    ])
  })

  it('never goes back to an older state for a question that was begun earlier', async () => {
    const memory = await filled(2)
    const { index } = memory.process()
    const earlier = memory.asked()
    await memory.add('doc_new', someDocument('doc_new', 2, 9))
    await index.search(memory.asked(), someQuery(1), 9)
    expect(idsOf(await index.search(earlier, someQuery(1), 9))).toContain('doc_new')
  })

  it('loads once for many first questions at the same time', async () => {
    const memory = await filled(3, 3, 3)
    const { index } = memory.process()
    await Promise.all(
      Array.from({ length: 10 }, (_, seed) => index.search(memory.asked(), someQuery(seed), 5)),
    )
    expect(memory.operations.filter(name => name === 'manifests.get').length).toBeLessThanOrEqual(2)
    expect(memory.operations.filter(name => name === 'packFiles.read')).toHaveLength(3)
  })

  it('leaves out what was deleted while it searched', async () => {
    const memory = await filled(3, 3)
    const { index } = memory.process()
    const asked = memory.asked()
    memory.state.before = async operation => {
      if (operation === 'passages.texts') await memory.withdraw('doc_000')
    }
    expect(idsOf(await index.search(asked, someQuery(1), 9))).toEqual(['doc_001'])
  })

  it('takes 1,000 documents of one passage, merged or not', { timeout: 60_000 }, async () => {
    const memory = await filled(...Array.from({ length: 1_000 }, () => 1))
    const { index } = memory.process()
    const before = await index.search(memory.asked(), someQuery(7), 10)
    expect(before).toHaveLength(10)
    while ((await mergeBotPacks(memory.deps, 'bot_1')) > 0);
    expect(memory.bot.manifest.packs.length).toBeLessThan(20)
    const after = await memory.process().index.search(memory.asked(), someQuery(7), 10)
    expect(after.map(keyOf)).toEqual(before.map(keyOf))
  })
})

describe('a pack that cannot be used', () => {
  const damages: [string, (bytes: Uint8Array) => Uint8Array | null][] = [
    ['a flipped bit in its header', bytes => flip(bytes, 20)],
    ['a flipped bit in its last byte', bytes => flip(bytes, bytes.length - 1)],
    ['half of it missing', bytes => bytes.slice(0, bytes.length >> 1)],
    ['nothing in it', () => new Uint8Array()],
    ['another pack in its place', bytes => bytes.slice().reverse()],
    ['no object at all', () => null],
  ]

  it.each(damages)('is made anew from the table: %s', async (_, damage) => {
    const memory = await filled(3, 3, 3)
    const { packs } = memory.bot.manifest
    const object = packs[1]!.object
    const damaged = damage(memory.bot.objects.get(object)!)
    if (damaged) memory.bot.objects.set(object, damaged)
    else memory.bot.objects.delete(object)
    await expectSameAsSlow(memory)
    expect(memory.bot.manifest.packs.map(pack => pack.object)).not.toContain(object)
    expect(memory.bot.objects.has(object)).toBe(false)
    memory.operations.length = 0
    await expectSameAsSlow(memory)
    expect(memory.operations).not.toContain('packFiles.put')
  })

  it('is answered from memory while the bucket takes nothing', async () => {
    const memory = await filled(3, 3)
    memory.bot.objects.clear()
    memory.state.before = async operation => {
      if (operation === 'packFiles.put') throw new Error('no more room')
    }
    const { index } = memory.process()
    await expectSameAsSlow(memory, index)
    expect(memory.errors).toMatchObject([{ message: 'no more room' }])
    memory.state.before = async () => {}
    await expectSameAsSlow(memory, index)
    await expectSameAsSlow(memory)
  })

  it('is repaired once, however many questions meet it', async () => {
    const memory = await filled(3, 3)
    memory.bot.objects.clear()
    const { index } = memory.process()
    await Promise.all(
      Array.from({ length: 8 }, (_, seed) => index.search(memory.asked(), someQuery(seed), 5)),
    )
    expect(memory.operations.filter(name => name === 'packFiles.put')).toHaveLength(1)
    await expectSameAsSlow(memory, index)
  })

  it('is met by two processes at once, and no passage is found twice', async () => {
    const memory = await filled(3, 3, 2)
    memory.bot.objects.clear()
    const indexes = [memory.process().index, memory.process().index]
    await Promise.all(indexes.map(index => index.search(memory.asked(), someQuery(1), 50)))
    for (const index of [...indexes, memory.process().index]) await expectSameAsSlow(memory, index)
    expect(memory.bot.manifest.packs.reduce((sum, { rows }) => sum + rows, 0)).toBe(8)
  })

  it('does not bring back what is deleted while it is repaired and the bucket takes nothing', async () => {
    const memory = await filled(3, 3)
    memory.bot.objects.clear()
    const { index, packs } = memory.process()
    const { promise: deleted, resolve: goOn } = Promise.withResolvers<void>()
    const { promise: putting, resolve: isPutting } = Promise.withResolvers<void>()
    memory.state.before = async operation => {
      if (operation !== 'packFiles.put') return
      isPutting()
      await deleted
      throw new Error('no more room')
    }
    const first = index.search(memory.asked(), someQuery(1), 9)
    await putting
    await memory.withdraw('doc_000')
    memory.operations.length = 0
    const second = index.search(memory.asked(), someQuery(1), 9)
    // All is in memory: within one turn it goes as far as it can. It has met the same damage by then, begun no
    // repair of its own, and waits for the one under way.
    await turn()
    expect(memory.operations).toEqual(['manifests.get', 'packFiles.read', 'packFiles.read'])
    goOn()
    await first
    expect(idsOf(await second)).toEqual(['doc_001'])
    const snapshot = await packs.open(memory.asked(), { vectors: true })
    expect(snapshot.parts.flatMap(({ live }) => live).map(({ from, to }) => to - from)).toEqual([3])
    snapshot.release()
  })

  it('says what is wrong where the table cannot be read either', async () => {
    const memory = await filled(3)
    memory.bot.objects.clear()
    memory.state.before = async operation => {
      if (operation === 'documents.list') throw new Error('the table is away')
    }
    const { index } = memory.process()
    await expect(index.search(memory.asked(), someQuery(1), 5)).rejects.toThrow('the table is away')
    memory.state.before = async () => {}
    await expectSameAsSlow(memory, index)
  })
})

describe('a bot that has no packs yet', () => {
  it('gets them with its first question', async () => {
    const memory = await filled(4, 2)
    memory.bot.manifest = { version: 0, packs: [], tombstones: [], complete: false }
    memory.bot.objects.clear()
    await expectSameAsSlow(memory)
    expect(memory.bot.manifest).toMatchObject({ complete: true, packs: [{ rows: 6 }] })
    memory.operations.length = 0
    await expectSameAsSlow(memory)
    expect(memory.operations).not.toContain('documents.list')
  })

  it('keeps the older documents when a new one is added first', async () => {
    const memory = await filled(4, 2)
    memory.bot.manifest = { version: 0, packs: [], tombstones: [], complete: false }
    await memory.add('doc_new', someDocument('doc_new', 3, 8))
    await expectSameAsSlow(memory)
  })
})

describe('a manifest that changes while it is read', () => {
  it('is read again: packs merged away between the two reads are found in their new place', async () => {
    const memory = await filled(2, 2, 2, 2)
    const { index } = memory.process()
    let merged = false
    memory.state.before = async operation => {
      if (operation !== 'packFiles.read' || merged) return
      merged = true
      await mergeBotPacks(memory.deps, 'bot_1')
    }
    await expectSameAsSlow(memory, index)
    expect(merged).toBe(true)
    expect(memory.bot.manifest.packs).toHaveLength(1)
  })
})

describe('the room for packs', () => {
  it('is kept by letting go of those asked longest ago, and what is larger than all of it still answers', async () => {
    const memory = await filled(16, 16, 16)
    const { index, cache } = memory.process({ maxBytes: 1 })
    await expectSameAsSlow(memory, index)
    await expectSameAsSlow(memory, index, 2)
    expect(cache.bytes).toBeLessThanOrEqual(1)
  })

  it('is not lost to packs that came and went', async () => {
    const memory = await filled(30)
    const { index, cache, kernel } = memory.process({ maxBytes: 40_000 })
    for (let at = 0; at < 60; at++) {
      const id = `doc_later_${at}`
      await memory.add(id, someDocument(id, 30, at + 50))
      await memory.withdraw(at ? `doc_later_${at - 1}` : 'doc_000')
      await index.search(memory.asked(), someQuery(at), 5)
    }
    expect(cache.bytes).toBeLessThanOrEqual(40_000)
    expect(kernel.arena.usedBytes).toBeLessThan(80_000)
  })
})

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const flipped = bytes.slice()
  flipped[at]! ^= 4
  return flipped
}
