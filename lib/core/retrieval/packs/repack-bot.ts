import { readyStatuses } from '../../documents/document.ts'
import type { DocumentStore, NewId, PackEntry, PackFiles, PackManifests, PassageStore } from '../../ports.ts'
import { makePacks } from './make-packs.ts'

/** Documents come and go while we work; then we begin again. */
const TRIES = 5

export interface RepackWorld {
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
  world: RepackWorld,
  botId: string,
  onPack: (entry: PackEntry) => void = () => {},
): Promise<{ documents: number; passages: number; packs: number }> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const manifest = await world.manifests.get(botId)
    // After the manifest: whatever becomes ready or goes from here on changes the manifest's version.
    const documents = (await world.documents.list(botId)).filter(({ status }) =>
      readyStatuses.includes(status),
    )
    const add: PackEntry[] = []
    for await (const { entry, parts } of makePacks(world, botId, documents)) {
      await world.packFiles.put(botId, entry.object, parts)
      add.push(entry)
      onPack(entry)
    }
    const { packs, withdrawn, version } = manifest
    const change = { add, remove: packs, forget: withdrawn, whole: true, version }
    const replaced = await world.manifests.replace(botId, change)
    const useless = replaced ? packs : add
    await world.packFiles.delete(
      botId,
      useless.map(({ object }) => object),
    )
    if (replaced) {
      const passages = add.reduce((sum, { rows }) => sum + rows, 0)
      return { documents: documents.length, passages, packs: add.length }
    }
  }
  throw new Error(
    `The documents of ${botId} changed ${TRIES} times while they were read, or the bot is gone.`,
  )
}
