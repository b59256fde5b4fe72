import type { PackEntry } from '../../documents/pack-entry.ts'

/** So many packs of one size become one: each passage is rewritten some five times on its way up. */
const MERGE_FROM = 4
/** A size is four times the one below. */
const GROWTH = 4
/** All packs up to here are of one size: a pack so small costs as much to open as to read. */
const SMALLEST_ROWS = 64
/** Read whole, written whole: about 75 MB at 1,024 dimensions, which the smallest of our functions can hold. */
export const MAX_MERGED_ROWS = 32_768
/** As many as one change of a manifest can name. */
const MAX_INPUTS = 32
/** So much of a pack must be withdrawn before it is rewritten for that alone. */
const MUCH_WITHDRAWN = 0.2

/** A pack and how many of its rows nobody should find any more. */
export interface PackWeight {
  entry: PackEntry
  dead: number
}

/** The packs to be made into one, or null: many small ones become few large ones, the smallest first. */
export function chooseMerge(packs: readonly PackWeight[]): PackEntry[] | null {
  for (const alike of bySize(packs).values()) {
    const chosen: PackEntry[] = []
    let rows = 0
    for (const pack of alike) {
      rows += live(pack)
      if (chosen.length === MAX_INPUTS || rows > MAX_MERGED_ROWS) break
      chosen.push(pack.entry)
    }
    if (chosen.length >= MERGE_FROM) return chosen
  }
  const stale = packs.find(({ entry, dead }) => dead >= entry.rows * MUCH_WITHDRAWN)
  return stale ? [stale.entry] : null
}

/** Packs that could become one, smallest first: of one size, and of vectors of one length. */
function bySize(packs: readonly PackWeight[]): Map<string, PackWeight[]> {
  const groups = new Map<string, PackWeight[]>()
  for (const pack of packs.toSorted((a, b) => live(a) - live(b) || (a.entry.id < b.entry.id ? -1 : 1))) {
    const group = `${sizeOf(live(pack))} of ${pack.entry.dimension}`
    groups.set(group, [...(groups.get(group) ?? []), pack])
  }
  return groups
}

function live({ entry, dead }: PackWeight): number {
  return entry.rows - dead
}

function sizeOf(rows: number): number {
  return rows <= SMALLEST_ROWS ? 0 : Math.ceil(Math.log(rows / SMALLEST_ROWS) / Math.log(GROWTH))
}
