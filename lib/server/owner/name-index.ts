import type { NameIndex } from '#lib/core/documents/ports.ts'
import type { NewId } from '#lib/core/new-id.ts'
import { buildPack } from '#lib/core/retrieval/packs/build-pack.ts'
import { objectOf } from '#lib/core/retrieval/packs/make-packs.ts'
import { mergePacks } from '#lib/core/retrieval/packs/merge-packs.ts'
import { PackDamaged } from '#lib/core/retrieval/packs/pack-format.ts'
import { readHeader, readPack } from '#lib/core/retrieval/packs/read-pack.ts'
import { writePack } from '#lib/core/retrieval/packs/write-pack.ts'
import type { PackFiles, PackManifests, PassageStore } from '#lib/core/retrieval/ports.ts'

interface NameIndexDeps {
  passages: Pick<PassageStore, 'ofDocument'>
  manifests: Pick<PackManifests, 'get'>
  packFiles: Pick<PackFiles, 'read' | 'put' | 'delete'>
  newId: NewId
}

/** Names in packs: a name is words beside those of the text, so the document's rows are made anew. */
export function packNameIndex(deps: NameIndexDeps): NameIndex {
  const { passages, manifests, packFiles, newId } = deps
  return {
    async stage({ botId, id, encoder }, name) {
      const staged = await passages.ofDocument(botId, id)
      if (!staged.length) return null
      for (const remove of (await manifests.get(botId)).packs) {
        const old = await ifReadable(async () => {
          const head = await packFiles.read(botId, remove.object, 0, remove.headerBytes)
          const { documents = [] } = head ? await readHeader(head, remove, botId) : {}
          if (!documents.some(document => document.id === id)) return null
          const bytes = await packFiles.read(botId, remove.object, 0, remove.bytes)
          return bytes && (await readPack(bytes, remove, botId))
        })
        if (!old) continue
        // Of a document that is in both the first counts.
        const content = mergePacks(
          [await buildPack(botId, { id, name, encoder }, staged, pause), old],
          () => true,
        )
        const made = await writePack(content!, { id: remove.id, object: objectOf(newId('pack')) })
        await packFiles.put(botId, made.entry.object, made.parts)
        return { add: made.entry, remove }
      }
      return null
    },

    discard: (botId, { object }) => packFiles.delete(botId, [object]),
  }
}

/** Null for a damaged pack: the next question makes it anew, with the names that documents have by then. */
async function ifReadable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof PackDamaged) return null
    throw error
  }
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0))
}
