import type { PackEntry } from '../../documents/pack-entry.ts'
import type { Kernel } from '../kernel/open-kernel.ts'
import { LexicalSegment } from '../lexical/lexical-segment.ts'
import { LoadedPlanes } from '../vectors/loaded-planes.ts'
import { SECTION_NAMES } from '../vectors/vector-planes.ts'
import { BLOCK_BYTES, blocksOf, type PackedDocument, PackGone, type PackHeader } from './pack-format.ts'
import { readHeader, sectionOf, verifyBlock, verifySection } from './read-pack.ts'

/** Gives bytes `from` up to `to` of one pack; null where it is gone or shorter. */
export type ReadRange = (from: number, to: number) => Promise<Uint8Array | null>

/** A pack this small, some 1,800 rows, comes in one request: sooner than its likeliest rows from the table. */
const WHOLE_BELOW = BLOCK_BYTES

/** A pack in memory: first what finds candidates, then, while questions are answered already, the rest. */
export class LoadedPack {
  readonly entry: PackEntry
  readonly header: PackHeader
  readonly segment: LexicalSegment
  readonly planes: LoadedPlanes
  readonly #read: ReadRange
  /** Row at which each document begins. */
  readonly #firstRows: number[]
  #freed = false

  /** Ready to be searched by signs and words. Throws `PackGone`, or `PackDamaged` where a hash does not hold. */
  static async open(kernel: Kernel, read: ReadRange, entry: PackEntry, botId: string): Promise<LoadedPack> {
    const whole = entry.bytes <= WHOLE_BELOW
    const bytes = await readInParts(read, entry, whole ? entry.bytes : entry.firstBytes)
    const header = await readHeader(bytes.subarray(0, entry.headerBytes), entry, botId)
    await verifySection(bytes, header, 'lexical')
    // A copy: the words stay, the bytes around them go.
    const segment = new LexicalSegment(sectionOf(bytes, header, 'lexical').slice())
    const planes = new LoadedPlanes(header, kernel)
    const pack = new LoadedPack(entry, header, segment, planes, read)
    try {
      for (const name of whole ? SECTION_NAMES : firstVectorSections) {
        await verifySection(bytes, header, name)
        planes.fill(name, 0, sectionOf(bytes, header, name))
      }
    } catch (error) {
      pack.free()
      throw error
    }
    return pack
  }

  private constructor(
    entry: PackEntry,
    header: PackHeader,
    segment: LexicalSegment,
    planes: LoadedPlanes,
    read: ReadRange,
  ) {
    this.entry = entry
    this.header = header
    this.segment = segment
    this.planes = planes
    this.#read = read
    let row = 0
    this.#firstRows = header.documents.map(({ rows }) => {
      const first = row
      row += rows
      return first
    })
  }

  /** Loads what `open` left out. Throws as it does. */
  async complete(section: 'int8' | 'residual'): Promise<void> {
    if (this.planes.has(section)) return
    const { at, bytes } = this.header.sections[section]
    await Promise.all(
      blocksOf(bytes).map(async ({ from, to }, index) => {
        const block = this.#freed ? null : await this.#read(at + from, at + to)
        if (this.#freed) return
        if (!block) throw new PackGone(this.entry.object)
        await verifyBlock(this.header, section, index, block)
        if (!this.#freed) this.planes.fill(section, from, block)
      }),
    )
  }

  /** Whose passage a row is. */
  at(row: number): { document: PackedDocument; ordinal: number } {
    let low = 0
    let high = this.#firstRows.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#firstRows[middle]! <= row) low = middle
      else high = middle - 1
    }
    return { document: this.header.documents[low]!, ordinal: row - this.#firstRows[low]! }
  }

  get bytes(): number {
    return this.planes.bytes + this.segment.bytes
  }

  get freed(): boolean {
    return this.#freed
  }

  /** Gives its memory back; from now on it must not be searched. */
  free(): void {
    if (this.#freed) return
    this.#freed = true
    this.planes.freeAll()
  }
}

const firstVectorSections = ['mean', 'scales', 'bits'] as const

async function readInParts(read: ReadRange, entry: PackEntry, bytes: number): Promise<Uint8Array> {
  const whole = new Uint8Array(bytes)
  await Promise.all(
    blocksOf(bytes).map(async ({ from, to }) => {
      const part = await read(from, to)
      if (!part) throw new PackGone(entry.object)
      whole.set(part, from)
    }),
  )
  return whole
}
