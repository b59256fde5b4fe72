import { describe, expect, it } from 'vitest'
import { type MemoryPacks, memoryPacks } from '../testing/memory-packs.ts'
import { someDocument, someQuery } from '../testing/sample-passages.ts'

const DIMENSION = 1_024
/** More than four megabytes: such a pack comes in parts. */
const ROWS = 2_100

async function large() {
  const memory = await memoryPacks()
  const entry = await memory.add('doc_large', someDocument('doc_large', ROWS, 1, DIMENSION))
  await memory.add('doc_small', someDocument('doc_small', 20, 2, DIMENSION))
  memory.bot.manifest.complete = true
  return { memory, entry }
}

/** Holds what comes after the first sections until it is told to go on. */
function holdTheRest(memory: MemoryPacks, reads: { from: number }[], firstBytes: number) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const read = memory.deps.packFiles.read
  memory.deps.packFiles.read = async (botId, object, from, to) => {
    if (from >= firstBytes) await promise
    reads.push({ from })
    return read(botId, object, from, to)
  }
  return resolve
}

const seeds = [1, 2, 3, 4, 5]

describe('a large pack that is not in memory yet', () => {
  it('answers from its signs and words with vectors of the table, and then without', async () => {
    const { memory, entry } = await large()
    const goOn = holdTheRest(memory, [], entry.firstBytes)
    const { index, cache } = memory.process()
    const ask = (seed: number) => index.search(memory.asked(), someQuery(seed, DIMENSION), 5)
    const cold = await Promise.all(seeds.map(ask))
    expect(memory.operations.filter(name => name === 'passages.vectors')).toHaveLength(seeds.length)
    const before = cache.bytes

    goOn()
    await expect.poll(() => cache.bytes).toBeGreaterThan(before + ROWS * DIMENSION * 1.9)
    memory.operations.length = 0
    const warm = await Promise.all(seeds.map(ask))
    expect(memory.operations).not.toContain('passages.vectors')
    // Vectors without any order, of which signs tell least: most of the nearest are among the likeliest.
    for (const [at, found] of warm.entries()) {
      const warmCosines = new Map(found.map(({ ordinal, cosine }) => [ordinal, cosine]))
      const both = cold[at]!.filter(({ ordinal }) => warmCosines.has(ordinal))
      expect(both.length).toBeGreaterThanOrEqual(3)
      for (const { ordinal, cosine } of both) expect(cosine).toBeCloseTo(warmCosines.get(ordinal)!, 3)
    }
  })

  it('is loaded once, first what is needed first', async () => {
    const { memory, entry } = await large()
    const reads: { from: number }[] = []
    const goOn = holdTheRest(memory, reads, entry.firstBytes)
    const { index, cache } = memory.process()
    const first = index.search(memory.asked(), someQuery(1, DIMENSION), 5)
    const second = index.search(memory.asked(), someQuery(2, DIMENSION), 5)
    await Promise.all([first, second])
    const early = reads.length
    goOn()
    await expect.poll(() => cache.bytes).toBeGreaterThan(ROWS * DIMENSION * 2)
    expect(reads.slice(early).every(({ from }) => from >= entry.firstBytes)).toBe(true)
    const froms = reads.map(({ from }) => from)
    // Two packs begin at 0; nothing else is read twice.
    expect(froms.filter(from => from > 0).length).toBe(new Set(froms.filter(from => from > 0)).size)
  })

  it('is made anew where what came later is damaged, with the next question', async () => {
    const { memory, entry } = await large()
    const bytes = memory.bot.objects.get(entry.object)!
    bytes[entry.bytes - 1]! ^= 1
    const { index } = memory.process()
    const ask = () => index.search(memory.asked(), someQuery(1, DIMENSION), 5)
    const [damaged] = await Promise.all([ask()])
    await expect.poll(() => memory.errors.length).toBe(1)
    const repaired = await ask()
    expect(repaired[0]).toMatchObject({ documentId: 'doc_large', ordinal: damaged[0]!.ordinal })
    expect(memory.operations.filter(name => name === 'packFiles.put')).toHaveLength(1)
    expect(memory.bot.manifest.packs.map(({ object }) => object)).not.toContain(entry.object)
  })

  it('goes without its residual where there is no room for it', async () => {
    const { memory, entry } = await large()
    const room = entry.bytes - (ROWS * DIMENSION) / 2
    const { index, cache } = memory.process({ maxBytes: room })
    const query = someQuery(1, DIMENSION)
    const ask = () => index.search(memory.asked(), query, 5)
    await ask()
    await expect.poll(() => cache.bytes).toBeGreaterThan(ROWS * DIMENSION)
    memory.operations.length = 0
    const warm = await ask()
    expect(memory.operations).not.toContain('passages.vectors')
    expect(cache.bytes).toBeLessThanOrEqual(room)
    expect(warm).toHaveLength(5)
    for (const { documentId, ordinal, cosine } of warm) {
      const { vector } = memory.bot.passages.get(documentId)![ordinal]!
      const exact = vector.reduce((sum, value, at) => sum + value * query.vector[at]!, 0)
      expect(cosine).toBeCloseTo(exact, 2)
    }
  })
})
