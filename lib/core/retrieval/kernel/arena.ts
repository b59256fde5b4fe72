/** A piece of the arena. Its address may change whenever something is allocated: ask for it each time. */
export interface Section {
  readonly address: number
  /** As asked for. */
  readonly bytes: number
}

/** What WebAssembly.Memory is, as far as it is used here. `grow` detaches the old `buffer`. */
export interface GrowableMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

/** There is no room for another section. */
export class ArenaFullError extends Error {
  override name = 'ArenaFullError'
}

/** Of WebAssembly. */
export const PAGE_BYTES = 65_536
/** One page less than 4 GB, so that the address behind the last byte is a number of 32 bits as well. */
export const MAX_ARENA_BYTES = 65_535 * PAGE_BYTES

/** A line of the processor's cache. Views of any element type may begin there. */
const ALIGNMENT = 64
/** Asked for at once: each step makes all views of the memory useless. */
const GROWTH_BYTES = 16 * PAGE_BYTES
/** With less than this in the gaps, moving sections together is not worth it. */
const MIN_COMPACTED_BYTES = 16 * 1_048_576
/** The part of the arena that may be gaps before sections are moved together instead of growing. */
const MAX_GAPS = 1 / 4

/**
 * The one memory in which the vectors of all bots lie. One, because each WebAssembly.Memory takes 8 GB of the
 * process's addresses, and because a kernel is bound to its memory. It never becomes smaller; what is freed
 * is used again.
 */
export class Arena {
  readonly #memory: GrowableMemory
  readonly #maxBytes: number
  /** By address. What lies between two of them is free: neighbouring gaps need not be joined, they are one. */
  readonly #sections: Placed[] = []
  #used = 0
  #scratch: Section | null = null

  constructor(memory: GrowableMemory, maxBytes = MAX_ARENA_BYTES) {
    this.#memory = memory
    this.#maxBytes = maxBytes
  }

  /** Of the memory, taken or free. */
  get bytes(): number {
    return this.#memory.buffer.byteLength
  }

  /** Taken by sections, with what rounding adds. */
  get usedBytes(): number {
    return this.#used
  }

  /** As large as the memory is now; of no use after the next allocation. */
  get buffer(): ArrayBuffer {
    return this.#memory.buffer
  }

  /** Zeros, or whatever lay there before. Throws ArenaFullError. */
  allocate(bytes: number): Section {
    if (!Number.isSafeInteger(bytes) || bytes < 0) throw new RangeError(`There are no ${bytes} bytes.`)
    const room = roomOf(bytes)
    let place = this.#smallestGap(room)
    if (!place) {
      if (this.#shouldCompact(room)) this.#compact()
      place = { at: this.#sections.length, address: this.#end() }
      this.#growTo(place.address + room)
    }
    const section = { address: place.address, bytes, room }
    this.#sections.splice(place.at, 0, section)
    this.#used += room
    return section
  }

  /** Frees a section of this arena, once. */
  free(section: Section): void {
    const at = this.#sections.indexOf(section as Placed)
    if (at < 0) throw new Error('This section is not, or no longer, of this arena.')
    this.#used -= this.#sections[at]!.room
    this.#sections.splice(at, 1)
  }

  /** Bytes of a section, to be read or written before the next allocation. */
  view(section: Section, offset = 0, length = section.bytes - offset): Uint8Array<ArrayBuffer> {
    if (offset < 0 || length < 0 || offset + length > section.bytes) {
      throw new RangeError(`Bytes ${offset} to ${offset + length} are not in a section of ${section.bytes}.`)
    }
    return new Uint8Array(this.#memory.buffer, section.address + offset, length)
  }

  /**
   * The address of at least `bytes` bytes that are the caller's until it awaits, or calls this again.
   * To be asked for before the addresses of sections.
   */
  scratch(bytes: number): number {
    if (this.#scratch && this.#scratch.bytes >= bytes) return this.#scratch.address
    if (this.#scratch) this.free(this.#scratch)
    this.#scratch = null
    this.#scratch = this.allocate(bytes)
    return this.#scratch.address
  }

  #end(): number {
    const last = this.#sections.at(-1)
    return last ? last.address + last.room : 0
  }

  /** Where the smallest gap of at least `room` bytes begins, what is behind the last section included. */
  #smallestGap(room: number): { at: number; address: number } | null {
    let best: { at: number; address: number } | null = null
    let bestRoom = Number.POSITIVE_INFINITY
    let address = 0
    for (let at = 0; at <= this.#sections.length; at++) {
      const next = this.#sections[at]
      const gap = (next ? next.address : this.bytes) - address
      if (gap >= room && gap < bestRoom) {
        best = { at, address }
        bestRoom = gap
      }
      if (next) address = next.address + next.room
    }
    return best
  }

  /** No gap is large enough. Do all of them together, and are they too much to be left lying? */
  #shouldCompact(room: number): boolean {
    const gaps = this.#end() - this.#used
    if (gaps === 0) return false
    if (this.#end() + room > this.#maxBytes) return true
    return gaps >= MIN_COMPACTED_BYTES && gaps > this.bytes * MAX_GAPS
  }

  #compact(): void {
    const bytes = new Uint8Array(this.#memory.buffer)
    let address = 0
    for (const section of this.#sections) {
      if (section.address !== address) {
        bytes.copyWithin(address, section.address, section.address + section.bytes)
        section.address = address
      }
      address += section.room
    }
  }

  #growTo(bytes: number): void {
    if (bytes > this.#maxBytes) {
      throw new ArenaFullError(
        `The vectors in memory would need ${bytes} bytes; one process can hold ${this.#maxBytes}. Give the cache of packs less.`,
      )
    }
    const missing = bytes - this.bytes
    if (missing <= 0) return
    const growth = Math.min(roundUp(Math.max(missing, GROWTH_BYTES), PAGE_BYTES), this.#maxBytes - this.bytes)
    try {
      this.#memory.grow(growth / PAGE_BYTES)
    } catch (cause) {
      throw new ArenaFullError(`There is no memory for ${growth} bytes more of vectors.`, { cause })
    }
  }
}

interface Placed extends Section {
  address: number
  /** `bytes`, rounded up so that the next section is aligned. */
  room: number
}

/** Even a section of nothing has a place of its own. */
function roomOf(bytes: number): number {
  return Math.max(ALIGNMENT, roundUp(bytes, ALIGNMENT))
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}
