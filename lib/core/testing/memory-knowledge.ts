import type { Bot } from '../bots/bot.ts'
import type { Comparable } from '../retrieval/comparable.ts'
import { indexByBot } from '../retrieval/index/index-by-bot.ts'
import { packIndex } from '../retrieval/index/pack-index.ts'
import { PassageTexts } from '../retrieval/index/passage-texts.ts'
import { remoteIndex } from '../retrieval/index/remote-index.ts'
import { openKernel } from '../retrieval/kernel/open-kernel.ts'
import { BotPacks } from '../retrieval/packs/bot-packs.ts'
import { PackCache } from '../retrieval/packs/pack-cache.ts'
import type { KnowledgeIndexPlace } from './contracts/knowledge-index-contract.ts'
import { memoryFiles } from './memory-files.ts'
import { memoryRemoteVectors } from './memory-remote-vectors.ts'
import { memoryStores } from './memory-stores.ts'

/** The product's own index over stores in memory. */
export function memoryKnowledge(onError: (error: unknown) => void, comparable?: Comparable) {
  const stores = memoryStores()
  const { store: files, packFiles, ...kept } = memoryFiles()
  const remoteVectors = memoryRemoteVectors()
  const { bots, passages } = stores
  let made = 0
  const newId = (prefix: string) => `${prefix}_${String(++made).padStart(26, '0')}`
  const clock = () => 1_767_225_600_000 + made
  const pause = async () => undefined
  const cache = new PackCache(packFiles, openKernel(), { maxBytes: 1e8, onError })
  const packs = new BotPacks({ ...stores, packFiles, newId, onError }, cache, comparable)
  const common = { packs, texts: new PassageTexts(passages, { maxBytes: 1e6 }), passages }
  const options = { lexicalWeight: 0.5 }
  const inPacks = packIndex({ ...stores, ...common, packFiles, newId, clock, pause }, options)
  const indexes = {
    packs: inPacks,
    s3vectors: remoteIndex({ ...common, bots, vectors: remoteVectors }, inPacks, options),
  }
  const index = indexByBot(bots, indexes)
  return { ...stores, files, packFiles, kept, remoteVectors, indexes, index, newId, clock }
}

/** Where the contract of the index can be tried. `by`: one index alone, or the one that bots' settings choose. */
export async function memoryKnowledgePlace(
  setting: Bot['index'],
  by: 'itself' | 'setting',
): Promise<KnowledgeIndexPlace> {
  const memory = memoryKnowledge(error => {
    throw error
  })
  const { remoteVectors } = memory
  return {
    ...memory,
    index: by === 'itself' ? memory.indexes[setting] : memory.index,
    setting,
    async countRemote(botId) {
      let count = 0
      for await (const page of remoteVectors.list(botId)) count += page.length
      return count
    },
    close: async () => undefined,
  }
}
