import { readyStatuses } from '../../documents/document.ts'
import type { PackEntry } from '../../documents/pack-entry.ts'
import type { DocumentStore } from '../../documents/ports.ts'
import type { NewId } from '../../new-id.ts'
import type { PackFiles, PackManifest, PackManifests, PassageStore } from '../ports.ts'
import { type MadePack, makePacks } from './make-packs.ts'
import type { PackCache } from './pack-cache.ts'
import { PackDamaged, PackGone } from './pack-format.ts'

export interface RepairDeps {
  documents: Pick<DocumentStore, 'list'>
  passages: Pick<PassageStore, 'ofDocument'>
  manifests: Pick<PackManifests, 'get' | 'replace'>
  packFiles: Pick<PackFiles, 'put' | 'delete'>
  newId: NewId
  onError: (error: unknown) => void
}

/**
 * A manifest whose packs can be read and hold every ready document: the newest one, where `broken` are not in
 * it any more; otherwise one whose missing documents were made anew from the table. Those are in `cache`, and
 * in the bucket, unless it does not take them: then they serve this process until the documents change.
 */
export async function repairPacks(
  deps: RepairDeps,
  cache: PackCache,
  botId: string,
  broken: readonly PackEntry[],
): Promise<PackManifest> {
  // Documents first: what is ready by now is in a manifest read later.
  const documents = await deps.documents.list(botId)
  const manifest = await deps.manifests.get(botId)
  if (manifest.complete && !manifest.packs.some(named(broken))) return manifest

  const readable = manifest.packs.filter(entry => !named(broken)(entry))
  const { covered, unreadable } = await readDocuments(cache, botId, readable)
  const remove = manifest.packs.filter(named([...broken, ...unreadable]))
  const packs = manifest.packs.filter(entry => !remove.includes(entry))
  const found = new Set([...covered, ...manifest.tombstones])
  const missing = documents.filter(({ id, status }) => readyStatuses.includes(status) && !found.has(id))
  const made: MadePack[] = []
  for await (const pack of makePacks(deps, botId, missing)) {
    await cache.adopt(botId, pack.entry, joined(pack))
    made.push(pack)
  }
  const add = made.map(({ entry }) => entry)
  const repaired = { ...manifest, packs: [...packs, ...add], complete: true }
  try {
    for (const { entry, parts } of made) await deps.packFiles.put(botId, entry.object, parts)
    const change = { add, remove, purge: [], complete: true, version: manifest.version }
    if (await deps.manifests.replace(botId, change)) {
      await deps.packFiles.delete(
        botId,
        remove.map(({ object }) => object),
      )
      return { ...repaired, version: manifest.version + 1 }
    }
    // Somebody else changed it meanwhile, or repaired it: theirs holds.
    await deps.packFiles.delete(
      botId,
      add.map(({ object }) => object),
    )
    return await deps.manifests.get(botId)
  } catch (error) {
    deps.onError(error)
    return repaired
  }
}

/** Ids of the documents in those packs that can be read. */
async function readDocuments(cache: PackCache, botId: string, entries: readonly PackEntry[]) {
  const covered: string[] = []
  const unreadable: PackEntry[] = []
  for (const entry of entries) {
    try {
      const { pack, release } = await cache.acquire(botId, entry, { vectors: false })
      covered.push(...pack.header.documents.map(({ id }) => id))
      release()
    } catch (error) {
      if (!(error instanceof PackGone || error instanceof PackDamaged)) throw error
      unreadable.push(entry)
    }
  }
  return { covered, unreadable }
}

function named(entries: readonly PackEntry[]): (entry: PackEntry) => boolean {
  const objects = new Set(entries.map(({ object }) => object))
  return ({ object }) => objects.has(object)
}

function joined({ entry, parts }: MadePack): Uint8Array {
  const bytes = new Uint8Array(entry.bytes)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
