import type { BotStore } from '../../bots/ports.ts'
import type { KnowledgeIndex, RemoteVectors } from '../ports.ts'
import { type RemoteSearchDeps, remoteSearch } from './remote-search.ts'

export interface RemoteIndexDeps extends RemoteSearchDeps {
  bots: Pick<BotStore, 'get'>
  vectors: Pick<RemoteVectors, 'put' | 'query' | 'deleteOfDocument' | 'deleteOfBot'>
}

/** Knowledge in packs, which `packs` writes, and its vectors besides in a service that compares them. */
export function remoteIndex(
  deps: RemoteIndexDeps,
  packs: Omit<KnowledgeIndex, 'search' | 'lookUp'>,
  options: { lexicalWeight: number },
): KnowledgeIndex {
  const { bots, vectors } = deps
  return {
    ...remoteSearch(deps, options),

    async stage(document, passages) {
      const pack = await packs.stage(document, passages)
      await vectors.put(document.botId, passages)
      // Deleted meanwhile: its deletion has passed by already, and we made its index anew.
      if (!(await bots.get(document.botId))) await vectors.deleteOfBot(document.botId)
      return pack
    },

    async remove(document) {
      await vectors.deleteOfDocument(document.botId, document.id)
      await packs.remove(document)
    },

    async removeBot(botId) {
      await vectors.deleteOfBot(botId)
      await packs.removeBot(botId)
    },

    tidy: packs.tidy,
  }
}
