import type { PackEntry } from '../documents/pack-entry.ts'
import type { PackChange, PackManifest } from '../retrieval/ports.ts'

export function emptyManifest(): PackManifest {
  return { version: 0, packs: [], tombstones: [], complete: false }
}

/** The manifest after a change, or null where what the change expects does not hold. */
export function changedManifest(
  manifest: PackManifest,
  { add, remove, purge, complete, version }: PackChange,
): PackManifest | null {
  if (version !== undefined && version !== manifest.version) return null
  const isThere = (entry: PackEntry) =>
    manifest.packs.some(({ id, object }) => id === entry.id && object === entry.object)
  if (!remove.every(isThere)) return null
  const kept = manifest.packs.filter(pack => !remove.some(({ object }) => object === pack.object))
  if (add.some(({ id }) => kept.some(pack => pack.id === id))) return null
  return {
    version: manifest.version + 1,
    packs: [...kept, ...add],
    tombstones: manifest.tombstones.filter(id => !purge.includes(id)),
    complete: complete || manifest.complete,
  }
}
