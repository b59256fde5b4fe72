import type { PassageKey } from '../../ports.ts'
import type { RowRange } from '../row-range.ts'
import { liveRows } from './live-rows.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { HeldPack } from './pack-cache.ts'

/** Rows of one pack that may be found. */
export interface LivePack {
  pack: LoadedPack
  live: RowRange[]
}

/** All that can be found of one bot, held in memory for one question. To be released, once. */
export class Knowledge {
  readonly parts: readonly LivePack[]
  readonly #held: readonly HeldPack[]
  #names: Map<string, string> | null = null

  constructor(held: readonly HeldPack[], withdrawn: ReadonlySet<string>) {
    this.#held = held
    const seen = new Set<string>()
    this.parts = held.map(({ pack }) => ({
      pack,
      live: liveRows(pack.header.documents, ({ id }) => {
        // What is in two packs counts in the first.
        if (withdrawn.has(id) || seen.has(id)) return false
        seen.add(id)
        return true
      }),
    }))
  }

  /** Whose passage a row is. */
  keyOf(part: number, row: number): PassageKey {
    const { document, ordinal } = this.parts[part]!.pack.at(row)
    return { documentId: document.id, ordinal }
  }

  /** Null for a document that cannot be found. */
  nameOf(documentId: string): string | null {
    this.#names ??= new Map(
      this.parts.flatMap(({ pack, live }) => liveDocuments(pack, live).map(({ id, name }) => [id, name])),
    )
    return this.#names.get(documentId) ?? null
  }

  release(): void {
    for (const { release } of this.#held) release()
  }
}

function liveDocuments(pack: LoadedPack, live: readonly RowRange[]) {
  let row = 0
  return pack.header.documents.filter(({ rows }) => {
    const from = row
    row += rows
    return live.some(range => range.from <= from && from < range.to)
  })
}
