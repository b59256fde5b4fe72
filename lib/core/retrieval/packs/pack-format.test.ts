import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PackEntry } from '../../documents/pack-entry.ts'
import { openKernel } from '../kernel/open-kernel.ts'
import { LexicalSegment } from '../lexical/lexical-segment.ts'
import { scoreWords } from '../lexical/word-scores.ts'
import { someDocument } from '../testing/sample-passages.ts'
import { quantize } from '../vectors/quantize.ts'
import { buildPack } from './build-pack.ts'
import { LoadedPack } from './loaded-pack.ts'
import { BLOCK_BYTES, blocksOf, PackDamaged, PackGone, sectionNames } from './pack-format.ts'
import { readHeader, readPack } from './read-pack.ts'
import { writePack } from './write-pack.ts'

const content = await buildPack(
  'bot_1',
  { id: 'doc_1', name: 'Rules – Größe.pdf' },
  someDocument('doc_1', 9, 3),
)
const named = { id: 'doc_1', object: 'pack_1.pack' }

async function written(): Promise<{ entry: PackEntry; bytes: Uint8Array }> {
  const { entry, parts } = await writePack(content, named)
  return { entry, bytes: new Uint8Array(Buffer.concat(parts)) }
}

/** How loading ends: in nothing, or in an error of ours. */
async function load(bytes: Uint8Array, entry: PackEntry, botId = 'bot_1'): Promise<unknown> {
  const read = async (from: number, to: number) => (bytes.length >= to ? bytes.slice(from, to) : null)
  try {
    const pack = await LoadedPack.open(openKernel(), read, entry, botId)
    await pack.complete('int8')
    await pack.complete('residual')
    return null
  } catch (error) {
    return error
  }
}

describe('a pack', () => {
  it('comes back as it was written', async () => {
    const { entry, bytes } = await written()
    expect(bytes).toHaveLength(entry.bytes)
    expect(entry).toMatchObject({ ...named, rows: 9, dimension: 24 })
    expect(await readPack(bytes, entry, 'bot_1')).toEqual(content)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(await readPack(shifted.subarray(3), entry, 'bot_1')).toEqual(content)
  })

  it('is the same bytes whenever it is written', async () => {
    expect(await written()).toEqual(await written())
  })

  it('has its sections in order, aligned, those that are needed first before the rest', async () => {
    const { entry, bytes } = await written()
    const { sections } = await readHeader(bytes.subarray(0, entry.headerBytes), entry, 'bot_1')
    let end = entry.headerBytes
    for (const name of sectionNames) {
      expect(sections[name].at % 64).toBe(0)
      expect(sections[name].at).toBeGreaterThanOrEqual(end)
      end = sections[name].at + sections[name].bytes
    }
    expect(end).toBe(entry.bytes)
    expect(sections.lexical.at + sections.lexical.bytes).toBe(entry.firstBytes)
  })

  it('is refused with any bit of it flipped', async () => {
    const { entry, bytes } = await written()
    const { sections } = await readHeader(bytes.subarray(0, entry.headerBytes), entry, 'bot_1')
    const hashed = (at: number) =>
      at < entry.headerBytes ||
      sectionNames.some(name => at >= sections[name].at && at < sections[name].at + sections[name].bytes)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = bytes.slice()
        flipped[at]! ^= 1 << bit
        // Between two sections there is nothing that could be damaged.
        if (hashed(at)) expect(await load(flipped, entry)).toBeInstanceOf(PackDamaged)
        else expect(await load(flipped, entry)).toBeNull()
      }),
      { numRuns: 200 },
    )
  })

  it('is taken for gone where its end is missing', async () => {
    const { entry, bytes } = await written()
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async length => {
        expect(await load(bytes.slice(0, length), entry)).toBeInstanceOf(PackGone)
      }),
      { numRuns: 50 },
    )
  })

  it('is refused where it is another bot’s, or another pack of the same bot', async () => {
    const { entry, bytes } = await written()
    expect(await load(bytes, entry, 'bot_2')).toBeInstanceOf(PackDamaged)
    const other = await writePack(content, { id: 'doc_1', object: 'pack_2.pack' })
    expect(await load(bytes, other.entry)).toBeInstanceOf(PackDamaged)
    expect(await load(bytes, { ...entry, object: 'pack_2.pack' })).toBeInstanceOf(PackDamaged)
    expect(await load(new Uint8Array(bytes.length), entry)).toBeInstanceOf(PackDamaged)
  })
})

describe('the blocks of a section', () => {
  it('cover it, each once', () => {
    expect(blocksOf(0)).toEqual([])
    expect(blocksOf(5)).toEqual([{ from: 0, to: 5 }])
    expect(blocksOf(BLOCK_BYTES)).toEqual([{ from: 0, to: BLOCK_BYTES }])
    expect(blocksOf(BLOCK_BYTES + 1)).toEqual([
      { from: 0, to: BLOCK_BYTES },
      { from: BLOCK_BYTES, to: BLOCK_BYTES + 1 },
    ])
  })
})

describe('building a pack', () => {
  it('is the same for a long document, made piece by piece with pauses', async () => {
    const passages = someDocument('doc_1', 2_500, 1)
    let pauses = 0
    const content = await buildPack('bot_1', { id: 'doc_1', name: 'a' }, passages, async () => {
      pauses++
    })
    expect(pauses).toBe(3)
    const { int8, residual, scales, rows } = quantize(
      passages.map(({ vector }) => vector),
      2_500,
      24,
    )
    expect(content.planes).toMatchObject({ int8, residual, scales, rows })
    const segment = new LexicalSegment(content.lexical)
    const words = scoreWords([{ segment, live: [{ from: 0, to: 2_500 }] }], 'whale')
    for (const [row, { text }] of passages.entries())
      expect(words.of(0, row) > 0).toBe(text.includes('whale'))
  })

  it('refuses passages that are not complete, or of which one has no direction', async () => {
    const passages = someDocument('doc_1', 3, 1)
    const document = { id: 'doc_1', name: 'a' }
    await expect(buildPack('bot_1', document, [passages[0]!, passages[2]!])).rejects.toThrow(
      'doc_1: passage 1 is missing.',
    )
    passages[1]!.vector = new Float32Array(24)
    await expect(buildPack('bot_1', document, passages)).rejects.toThrow(RangeError)
  })
})
