import type { Clock } from '../../clock.ts'
import type { NewId } from '../../new-id.ts'
import { buildPack } from '../packs/build-pack.ts'
import { objectOf } from '../packs/make-packs.ts'
import { mergeBotPacks } from '../packs/merge-bot-packs.ts'
import { writePack } from '../packs/write-pack.ts'
import type { KnowledgeIndex, PackFiles, PackManifests, PassageStore } from '../ports.ts'
import { type PackSearchDeps, packSearch } from './pack-search.ts'

/** Read and written as one where somebody waits for a deletion; more is left to those who add documents. */
const TIDIED_ROWS = 4_096

export interface PackIndexDeps extends PackSearchDeps {
  passages: Pick<PassageStore, 'vectors' | 'deleteOfDocument'>
  manifests: PackManifests
  packFiles: PackFiles
  newId: NewId
  clock: Clock
  /** Awaited now and then in long work, so that a process can see to everything else. */
  pause: () => Promise<void>
}

/** Knowledge in packs: files of vectors and words that a process can search by itself. */
export function packIndex(deps: PackIndexDeps, options: { lexicalWeight: number }): KnowledgeIndex {
  const { manifests, packFiles, passages, newId, pause } = deps
  return {
    ...packSearch(deps, options),

    async stage({ botId, id, name, encoder }, staged) {
      const object = objectOf(newId('pack'))
      const content = await buildPack(botId, { id, name, encoder }, staged, pause)
      const { entry, parts } = await writePack(content, { id, object })
      await packFiles.put(botId, object, parts)
      return entry
    },

    async remove({ botId, id }) {
      await passages.deleteOfDocument(botId, id)
      await mergeBotPacks(deps, botId, { maxRows: TIDIED_ROWS })
    },

    async removeBot(botId) {
      await manifests.delete(botId)
      await packFiles.delete(botId, await packFiles.list(botId))
    },

    tidy: botId => mergeBotPacks(deps, botId),
  }
}
