import type { Comparable } from '../comparable.ts'
import type { PassageKey } from '../ports.ts'
import type { RowRange } from '../row-range.ts'
import { liveRows } from './live-rows.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { AcquiredPack } from './pack-cache.ts'
import type { PackedDocument, PackHeader } from './pack-format.ts'

/** Rows of one pack that may be found. */
export interface LivePack {
  pack: LoadedPack
  live: readonly RowRange[]
  /** Those of them whose vectors may be compared with the question's. */
  alike: readonly RowRange[]
}

/** All that can be found of one bot, held in memory for one question. To be released, once. */
export class IndexSnapshot {
  readonly parts: readonly LivePack[]
  readonly #held: readonly AcquiredPack[]

  /** `rows`: of each pack held, as `liveOfPacks` has them. */
  constructor(held: readonly AcquiredPack[], rows: readonly Omit<LivePack, 'pack'>[]) {
    this.#held = held
    this.parts = held.map(({ pack }, at) => ({ pack, ...rows[at]! }))
  }

  /** Whose passage a row is. */
  keyOf(part: number, row: number): PassageKey {
    const { document, ordinal } = this.parts[part]!.pack.at(row)
    return { documentId: document.id, ordinal }
  }

  /** What nothing else was ever made under. */
  packOf(part: number): string {
    return this.parts[part]!.pack.entry.object
  }

  /** The name of the document that a row is of. */
  nameOf(part: number, row: number): string {
    return this.parts[part]!.pack.at(row).document.name
  }

  release(): void {
    for (const { release } of this.#held) release()
  }
}

/** The rows of each pack that are of no withdrawn document; of one that is in two packs those of the first. */
export function liveOfPacks(
  packs: readonly Pick<PackHeader, 'documents'>[],
  withdrawn: readonly string[],
  comparable: Comparable,
): Omit<LivePack, 'pack'>[] {
  const gone = new Set(withdrawn)
  return packs.map(({ documents }) => {
    const here = new Set<PackedDocument>()
    const live = liveRows(documents, document => {
      if (gone.has(document.id)) return false
      gone.add(document.id)
      here.add(document)
      return true
    })
    const alike = liveRows(documents, document => here.has(document) && comparable(document.encoder ?? null))
    return { live, alike }
  })
}
