import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleOf } from '#lib/cli/verify/long-run.ts'
import { type MemoryPacks, memoryPacks } from '../testing/memory-packs.ts'
import { someDocument } from '../testing/sample-passages.ts'
import { chooseMerge, MAX_MERGED_ROWS, type PackWeight } from './choose-merge.ts'
import { objectOf } from './make-packs.ts'
import { MERGE_LEASE_MS, mergeBotPacks } from './merge-bot-packs.ts'

const HOUR = 60 * 60_000

async function filled(count: number, passages = 2) {
  const memory = await memoryPacks()
  for (let at = 0; at < count; at++) await add(memory, at, passages)
  memory.bot.manifest.complete = true
  return memory
}

const nameOf = (at: number) => `doc_${String(at).padStart(3, '0')}`
const add = (memory: MemoryPacks, at: number, passages = 2) =>
  memory.add(nameOf(at), someDocument(nameOf(at), passages, at + 1))

/** What a new process finds is what the table has of documents that are not deleted, each passage once. */
async function expectAllFound(memory: MemoryPacks, killed?: string) {
  const snapshot = await memory.process().packs.open(memory.asked(), { vectors: true })
  const found = snapshot.parts.flatMap(({ live }, part) =>
    live.flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, at) => snapshot.keyOf(part, from + at)),
    ),
  )
  snapshot.release()
  const wanted = [...memory.bot.documents.keys()].flatMap(id =>
    memory.bot.passages.get(id)!.map(({ ordinal }) => `${id}#${ordinal}`),
  )
  const keys = found.map(({ documentId, ordinal }) => `${documentId}#${ordinal}`)
  expect(keys.toSorted(), killed).toEqual(wanted.toSorted())
}

describe('merging', () => {
  it('makes few packs of many, purges tombstones, and leaves no object behind', async () => {
    const memory = await filled(20)
    await memory.withdraw(nameOf(3))
    await memory.withdraw(nameOf(19))
    expect(await mergeBotPacks(memory.deps, 'bot_1')).toBeGreaterThan(0)
    const { packs, tombstones } = memory.bot.manifest
    expect(packs.length).toBeLessThan(4)
    expect(tombstones).toEqual([])
    expect([...memory.bot.objects.keys()].toSorted()).toEqual(packs.map(({ object }) => object).toSorted())
    await expectAllFound(memory)
    expect(await mergeBotPacks(memory.deps, 'bot_1')).toBe(0)
  })

  it('takes away the pack of the last document', async () => {
    const memory = await filled(1)
    await memory.withdraw(nameOf(0))
    await mergeBotPacks(memory.deps, 'bot_1')
    expect(memory.bot.manifest).toMatchObject({ packs: [], tombstones: [] })
    expect(memory.bot.objects.size).toBe(0)
  })

  it('remembers a document that is withdrawn while its pack is being merged', async () => {
    const memory = await filled(6)
    memory.state.before = async operation => {
      if (operation === 'packFiles.put' && memory.bot.documents.has(nameOf(2)))
        await memory.withdraw(nameOf(2))
    }
    await mergeBotPacks(memory.deps, 'bot_1')
    await expectAllFound(memory)
  })

  it('keeps a document that becomes ready meanwhile', async () => {
    const memory = await filled(6)
    let added = 100
    memory.state.before = async operation => {
      if (operation === 'packFiles.put' && added < 103) await add(memory, added++)
    }
    await mergeBotPacks(memory.deps, 'bot_1')
    expect(memory.bot.documents.has(nameOf(100))).toBe(true)
    await expectAllFound(memory)
  })

  it('is done by one at a time, until the claim of one that died is over', async () => {
    const memory = await filled(8)
    memory.bot.row.mergingUntil = memory.state.now + MERGE_LEASE_MS
    expect(await mergeBotPacks(memory.deps, 'bot_1')).toBe(0)
    memory.state.now += MERGE_LEASE_MS + 1
    expect(await mergeBotPacks(memory.deps, 'bot_1')).toBeGreaterThan(0)
    expect(memory.bot.row.mergingUntil).toBeNull()
  })

  it('loses nothing when two do it at once all the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), async turns => {
        const memory = await filled(9)
        await memory.withdraw(nameOf(4))
        // Nobody keeps to the claim, and each operation takes its own number of turns.
        memory.state.before = async operation => {
          if (operation === 'manifests.claimMerge') memory.bot.row.mergingUntil = null
          for (let turn = turns[memory.operations.length % 40]!; turn > 0; turn--) await Promise.resolve()
        }
        await Promise.all([mergeBotPacks(memory.deps, 'bot_1'), mergeBotPacks(memory.deps, 'bot_1')])
        memory.state.before = async () => {}
        await expectAllFound(memory)
        expect(memory.bot.manifest.packs.reduce((sum, { rows }) => sum + rows, 0)).toBe(16)
      }),
      { numRuns: 60 },
    )
  })

  it('may be killed before any of its operations: nothing is lost, and the next one clears up', async () => {
    const whole = await filled(24)
    await whole.withdraw(nameOf(5))
    whole.operations.length = 0
    await mergeBotPacks(whole.deps, 'bot_1')
    const steps = whole.operations.map((_, step) => step)
    expect(steps.length).toBeGreaterThan(30)
    for (const step of sampleOf(steps, 8)) {
      const memory = await filled(24)
      await memory.withdraw(nameOf(5))
      memory.operations.length = 0
      memory.state.before = async () => {
        if (memory.operations.length > step) throw new Error('killed')
      }
      await expect(mergeBotPacks(memory.deps, 'bot_1'), `before operation ${step}`).rejects.toThrow('killed')
      memory.state.before = async () => {}
      await expectAllFound(memory, `before operation ${step}`)

      memory.state.now += 2 * HOUR
      for (let at = 50; at < 56; at++) await add(memory, at)
      await mergeBotPacks(memory.deps, 'bot_1')
      await expectAllFound(memory, `before operation ${step}`)
      const named = memory.bot.manifest.packs.map(({ object }) => object)
      expect([...memory.bot.objects.keys()].toSorted(), `before operation ${step}`).toEqual(named.toSorted())
    }
  })

  it('clears up what is old and in no manifest, and leaves alone what may be in one soon', async () => {
    const memory = await filled(8)
    const old = objectOf(memory.deps.newId('pack'))
    memory.state.now += 2 * HOUR
    const young = objectOf(memory.deps.newId('pack'))
    for (const object of [old, young]) memory.bot.objects.set(object, new Uint8Array(3))
    await mergeBotPacks(memory.deps, 'bot_1')
    expect(memory.bot.objects.has(young)).toBe(true)
    expect(memory.bot.objects.has(old)).toBe(false)
  })

  it('leaves large packs to others where somebody waits', async () => {
    const memory = await filled(6, 30)
    expect(await mergeBotPacks(memory.deps, 'bot_1', { maxRows: 20 })).toBe(0)
    expect(memory.bot.manifest.packs).toHaveLength(6)
  })
})

describe('the choice of packs to merge', () => {
  const weight = fc.record({
    rows: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 60_000 })),
    deadShare: fc.constantFrom(0, 0, 0, 0.1, 0.5, 1),
    dimension: fc.constantFrom(512, 512, 512, 1_024),
  })
  const weights = fc.array(weight, { maxLength: 80 }).map(list =>
    list.map(
      ({ rows, deadShare, dimension }, at): PackWeight => ({
        entry: {
          id: `p${at}`,
          object: `o${at}`,
          rows,
          dimension,
          bytes: 1,
          headerBytes: 1,
          firstBytes: 1,
          hash: '',
        },
        dead: Math.floor(rows * deadShare),
      }),
    ),
  )

  it('never makes a pack too large or of vectors of two lengths, and comes to an end with few', () => {
    fc.assert(
      fc.property(weights, packs => {
        let left = packs
        for (let merges = 0; ; merges++) {
          const inputs = chooseMerge(left)
          if (!inputs) break
          expect(merges).toBeLessThan(packs.length + 1)
          const taken = left.filter(({ entry }) => inputs.includes(entry))
          expect(inputs.length).toBeLessThanOrEqual(32)
          expect(new Set(inputs.map(({ dimension }) => dimension)).size).toBe(1)
          const rows = taken.reduce((sum, { entry, dead }) => sum + entry.rows - dead, 0)
          if (inputs.length > 1) expect(rows).toBeLessThanOrEqual(MAX_MERGED_ROWS)
          const merged = { entry: { ...inputs[0]!, id: `m${merges}`, rows }, dead: 0 }
          left = [...left.filter(pack => !taken.includes(pack)), ...(rows ? [merged] : [])]
        }
        const small = left.filter(({ entry }) => entry.rows <= MAX_MERGED_ROWS / 4)
        expect(small.length).toBeLessThanOrEqual(2 * 3 * 6)
        for (const { entry, dead } of left) expect(dead).toBeLessThan(Math.max(1, entry.rows * 0.2))
      }),
      { numRuns: 300 },
    )
  })
})
