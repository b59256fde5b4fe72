import { readyStatuses } from '../../documents/document.ts'
import type { PackEntry } from '../../documents/pack-entry.ts'
import type { DocumentStore } from '../../documents/ports.ts'
import type { NewId } from '../../new-id.ts'
import type { PackFiles, PackManifests, PassageStore } from '../ports.ts'
import { makePacks } from './make-packs.ts'

/** Documents come and go while we work; then we begin again. */
const TRIES = 5

export interface RepackDeps {
  documents: Pick<DocumentStore, 'list'>
  passages: Pick<PassageStore, 'ofDocument'>
  manifests: Pick<PackManifests, 'get' | 'replace'>
  packFiles: Pick<PackFiles, 'put' | 'delete'>
  newId: NewId
}

/**
 * All packs of a bot anew, out of the table, in place of those it has: after damage, or where texts are now
 * analysed in another way. Questions are answered meanwhile. Throws where documents change faster than that.
 */
export async function repackBot(
  deps: RepackDeps,
  botId: string,
  onPack: (entry: PackEntry) => void = () => {},
): Promise<{ documents: number; passages: number; packs: number }> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const manifest = await deps.manifests.get(botId)
    // After the manifest: whatever becomes ready or goes from here on changes the manifest's version.
    const documents = (await deps.documents.list(botId)).filter(({ status }) =>
      readyStatuses.includes(status),
    )
    const add: PackEntry[] = []
    for await (const { entry, parts } of makePacks(deps, botId, documents)) {
      await deps.packFiles.put(botId, entry.object, parts)
      add.push(entry)
      onPack(entry)
    }
    const { packs, tombstones, version } = manifest
    const change = { add, remove: packs, purge: tombstones, complete: true, version }
    const replaced = await deps.manifests.replace(botId, change)
    const useless = replaced ? packs : add
    await deps.packFiles.delete(
      botId,
      useless.map(({ object }) => object),
    )
    if (replaced) {
      const passages = add.reduce((sum, { rows }) => sum + rows, 0)
      return { documents: documents.length, passages, packs: add.length }
    }
  }
  throw new Error(
    `The documents of ${botId} changed ${TRIES} times while they were read, or the guide is gone.`,
  )
}
