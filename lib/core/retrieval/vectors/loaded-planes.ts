import type { Section } from '../kernel/arena.ts'
import { type Kernel, sharedKernel } from '../kernel/open-kernel.ts'
import type { PreparedQuery } from './prepare-query.ts'
import { SECTION_NAMES, type SectionName, sectionBytes, type VectorPlanes } from './vector-planes.ts'

/**
 * The planes of one pack in the kernel's memory. Sections arrive in any order and in any number of pieces, and
 * are copied straight to their place. `freeAll` must be called when the pack is dropped: nothing else gives
 * the memory back.
 */
export class LoadedPlanes {
  readonly rows: number
  readonly dimension: number
  readonly kernel: Kernel
  readonly #sizes: Record<SectionName, number>
  readonly #sections = new Map<SectionName, Arriving>()

  constructor(shape: { rows: number; dimension: number }, kernel = sharedKernel()) {
    this.rows = shape.rows
    this.dimension = shape.dimension
    this.kernel = kernel
    this.#sizes = sectionBytes(shape.rows, shape.dimension)
  }

  /** All sections at once. */
  static of(planes: VectorPlanes, kernel = sharedKernel()): LoadedPlanes {
    const loaded = new LoadedPlanes(planes, kernel)
    for (const name of SECTION_NAMES) loaded.fill(name, 0, bytesOf(planes[name]))
    return loaded
  }

  /** Copies a piece of a section, beginning at its byte `offset`. Throws ArenaFullError where there is no room. */
  fill(name: SectionName, offset: number, bytes: Uint8Array): void {
    const size = this.#sizes[name]
    if (offset < 0 || offset + bytes.length > size) {
      throw new RangeError(`The section ${name} has ${size} bytes, none at ${offset + bytes.length - 1}.`)
    }
    const { arena } = this.kernel
    let section = this.#sections.get(name)
    if (!section) {
      section = { place: arena.allocate(size), missing: size ? [{ from: 0, to: size }] : [] }
      this.#sections.set(name, section)
    }
    arena.view(section.place, offset, bytes.length).set(bytes)
    section.missing = without(section.missing, offset, offset + bytes.length)
  }

  /** Is it here, to the last byte? A section of no bytes is. */
  has(name: SectionName): boolean {
    if (this.#sizes[name] === 0) return true
    const section = this.#sections.get(name)
    return section !== undefined && section.missing.length === 0
  }

  /** Can rows be compared by their sign bits alone? */
  get hasBits(): boolean {
    return this.has('bits') && this.has('mean')
  }

  /** Can rows be compared by their int8 values? */
  get hasInt8(): boolean {
    return this.has('int8') && this.has('scales')
  }

  /** Its address, until the next allocation. */
  address(name: SectionName): number {
    return this.#sections.get(name)?.place.address ?? 0
  }

  /** Gives a section's memory back; it can be filled again later. */
  free(name: SectionName): void {
    const section = this.#sections.get(name)
    if (!section) return
    this.#sections.delete(name)
    this.kernel.arena.free(section.place)
  }

  freeAll(): void {
    for (const name of SECTION_NAMES) this.free(name)
  }

  /** RangeError where the query is for vectors of another dimension. */
  checkQuery(query: PreparedQuery): void {
    if (query.dimension !== this.dimension) {
      throw new RangeError(`The query has ${query.dimension} values, the vectors have ${this.dimension}.`)
    }
  }

  /** Taken in memory now. */
  get bytes(): number {
    let sum = 0
    for (const { place } of this.#sections.values()) sum += place.bytes
    return sum
  }

  /** The mean as it lies in memory, until the next allocation. */
  get mean(): Float32Array {
    return new Float32Array(this.kernel.arena.buffer, this.address('mean'), this.#sizes.mean / 4)
  }
}

interface Arriving {
  place: Section
  /** Bytes that have not come yet, in order. */
  missing: { from: number; to: number }[]
}

/** A piece that comes twice, after a failed attempt, counts once. */
function without(ranges: { from: number; to: number }[], from: number, to: number) {
  return ranges
    .flatMap(range => [
      { from: range.from, to: Math.min(range.to, from) },
      { from: Math.max(range.from, to), to: range.to },
    ])
    .filter(range => range.from < range.to)
}

function bytesOf(array: Float32Array | Int8Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
