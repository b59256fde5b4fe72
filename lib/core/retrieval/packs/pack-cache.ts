import type { PackEntry } from '../../documents/pack-entry.ts'
import type { Kernel } from '../kernel/open-kernel.ts'
import type { PackFiles } from '../ports.ts'
import { LoadedPack, type ReadRange } from './loaded-pack.ts'
import { PackDamaged } from './pack-format.ts'

/** A pack that stays in memory until `release` is called, once. */
export interface AcquiredPack {
  pack: LoadedPack
  release(): void
}

interface Slot {
  loading: Promise<LoadedPack>
  /** Null until it has arrived. */
  pack: LoadedPack | null
  /** Questions reading it now, and its own loading. */
  holders: number
  completing: boolean
  /** No longer in the cache; freed with its last holder. */
  dropped: boolean
}

/**
 * Packs of all bots in this process. At most `maxBytes` are kept, plus what questions are reading now: first
 * the residuals of those asked longest ago go, which an answer hardly notices, then whole packs. A pack is
 * loaded once, however many ask for it.
 */
export class PackCache {
  readonly #files: Pick<PackFiles, 'read'>
  readonly #kernel: Kernel
  readonly #options: { maxBytes: number; onError: (error: unknown) => void }
  /** By object, the one asked last at the end. */
  readonly #slots = new Map<string, Slot>()
  /** Found out behind an answer's back; whoever asks next is told. */
  readonly #damaged = new Map<string, PackDamaged>()

  constructor(
    files: Pick<PackFiles, 'read'>,
    kernel: Kernel,
    options: { maxBytes: number; onError: (error: unknown) => void },
  ) {
    this.#files = files
    this.#kernel = kernel
    this.#options = options
  }

  /**
   * With `vectors` all of it is loaded, after this has returned where the pack is large. Throws `PackGone`
   * or `PackDamaged`.
   */
  async acquire(botId: string, entry: PackEntry, { vectors }: { vectors: boolean }): Promise<AcquiredPack> {
    const damage = this.#damaged.get(entry.object)
    this.#damaged.delete(entry.object)
    if (damage) throw damage
    const slot = this.#slotOf(botId, entry)
    slot.holders++
    try {
      slot.pack ??= await slot.loading
    } catch (error) {
      if (this.#slots.get(entry.object) === slot) this.#slots.delete(entry.object)
      throw error
    }
    if (vectors) this.#completeLater(slot, slot.pack)
    this.#makeRoom()
    return { pack: slot.pack, release: () => this.#release(slot) }
  }

  /** Keeps one that was made here and need not be read. */
  async adopt(botId: string, entry: PackEntry, bytes: Uint8Array): Promise<void> {
    const read: ReadRange = async (from, to) => bytes.subarray(from, to)
    const pack = await LoadedPack.open(this.#kernel, read, entry, botId)
    await pack.complete('int8')
    await pack.complete('residual')
    this.#drop(entry.object)
    const loading = Promise.resolve(pack)
    this.#slots.set(entry.object, { loading, pack, holders: 0, completing: false, dropped: false })
  }

  /** What it holds now. */
  get bytes(): number {
    let sum = 0
    for (const { pack } of this.#slots.values()) sum += pack?.bytes ?? 0
    return sum
  }

  #slotOf(botId: string, entry: PackEntry): Slot {
    const known = this.#slots.get(entry.object)
    if (known) {
      this.#slots.delete(entry.object)
      this.#slots.set(entry.object, known)
      return known
    }
    const read: ReadRange = (from, to) => this.#files.read(botId, entry.object, from, to)
    const loading = LoadedPack.open(this.#kernel, read, entry, botId)
    const slot: Slot = { loading, pack: null, holders: 0, completing: false, dropped: false }
    this.#slots.set(entry.object, slot)
    return slot
  }

  #completeLater(slot: Slot, pack: LoadedPack): void {
    if (slot.completing || pack.planes.hasInt8) return
    slot.completing = true
    slot.holders++
    const complete = async () => {
      await pack.complete('int8')
      this.#makeRoom()
      const room = this.#options.maxBytes - this.bytes
      if (pack.header.sections.residual.bytes <= room) await pack.complete('residual')
    }
    complete()
      .catch(error => {
        if (error instanceof PackDamaged) this.#damaged.set(pack.entry.object, error)
        this.#options.onError(error)
        if (this.#slots.get(pack.entry.object) === slot) this.#drop(pack.entry.object)
      })
      .finally(() => {
        slot.completing = false
        this.#release(slot)
      })
  }

  #makeRoom(): void {
    let excess = this.bytes - this.#options.maxBytes
    for (const { pack, holders } of this.#slots.values()) {
      if (excess <= 0) return
      if (!pack || holders > 0) continue
      excess -= pack.bytes
      pack.planes.free('residual')
      excess += pack.bytes
    }
    for (const [object, { pack, holders }] of this.#slots) {
      if (excess <= 0) return
      if (!pack || holders > 0) continue
      excess -= pack.bytes
      this.#drop(object)
    }
  }

  #drop(object: string): void {
    const slot = this.#slots.get(object)
    if (!slot) return
    this.#slots.delete(object)
    slot.dropped = true
    if (slot.holders === 0) slot.pack?.free()
  }

  #release(slot: Slot): void {
    slot.holders--
    if (slot.dropped && slot.holders === 0) slot.pack?.free()
    this.#makeRoom()
  }
}
