import { memoryFiles } from '../../testing/memory-files.ts'
import { memoryStores } from '../../testing/memory-stores.ts'
import { sampleBot, sampleContents, sampleDocument } from '../../testing/sample-items.ts'
import { packIndex } from '../index/pack-index.ts'
import { packSearch } from '../index/pack-search.ts'
import { PassageTexts } from '../index/passage-texts.ts'
import { openKernel } from '../kernel/open-kernel.ts'
import { BotPacks } from '../packs/bot-packs.ts'
import { PackCache } from '../packs/pack-cache.ts'
import type { StoredPassage } from '../ports.ts'

const BOT = 'bot_1'

/**
 * One bot in memory, under the rules of the real stores. `before` is called ahead of each operation that packs
 * ask for, by its name (`manifests.get`): it may throw, change something, or wait.
 */
export async function memoryPacks() {
  const stores = memoryStores()
  const { packFiles, objects } = memoryFiles()
  await stores.bots.create(sampleBot(BOT))
  const row = stores.rows.get(BOT)!
  const state = { before: async (_operation: string): Promise<void> => {}, now: 1_767_225_600_000, made: 0 }
  const operations: string[] = []
  const errors: unknown[] = []

  /** The same port, each of its calls announced. */
  function announced<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get(target, method: string) {
        const call = Reflect.get(target, method) as (...words: unknown[]) => unknown
        return async (...words: unknown[]) => {
          operations.push(`${name}.${method}`)
          await state.before(`${name}.${method}`)
          return await call.apply(target, words)
        }
      },
    })
  }
  const newId = (prefix: string) => `${prefix}_${ulid(state.now, ++state.made)}`
  const onError = (error: unknown) => {
    errors.push(error)
  }
  const deps = {
    manifests: announced('manifests', stores.manifests),
    packFiles: announced('packFiles', packFiles),
    bots: stores.bots,
    documents: announced('documents', stores.documents),
    passages: announced('passages', stores.passages),
    newId,
    onError,
    clock: () => state.now,
  }
  const bot = {
    row,
    get manifest() {
      return row.manifest
    },
    set manifest(manifest) {
      row.manifest = manifest
    },
    documents: row.documents,
    passages: passagesOf(stores.storedPassages),
    objects: objectsOf(objects),
  }

  return {
    bot,
    state,
    operations,
    errors,
    deps,
    /** What the ingestion does in its last steps. */
    async add(id: string, stored: StoredPassage[], name = `${id}.txt`) {
      const document = sampleDocument(BOT, id, { name, status: 'packing' })
      row.documents.set(id, document)
      await stores.passages.put(BOT, stored)
      const { index } = this.process()
      const pack = await index.stage(document, stored)
      const contents = sampleContents({ passageCount: stored.length })
      await stores.documents.publish(document, contents, pack, null)
      return pack
    },
    /** What a deletion does at once, and the end of it. */
    async withdraw(id: string) {
      await stores.documents.withdraw({ botId: BOT, id }, '2026-01-02T00:00:00.000Z')
      await stores.passages.deleteOfDocument(BOT, id)
      await stores.documents.delete(BOT, id)
    },
    asked: () => ({ id: BOT, knowledgeVersion: row.bot!.knowledgeVersion, index: 'packs' as const }),
    /** A process that has just started. */
    process({ maxBytes = 1e9, lexicalWeight = 0.5 } = {}) {
      const kernel = openKernel()
      const cache = new PackCache(deps.packFiles, kernel, { maxBytes, onError })
      const packs = new BotPacks(deps, cache)
      const texts = new PassageTexts(deps.passages, { maxBytes: 1e6 })
      const pause = async () => undefined
      // Written past the announcements: they are of those who search and merge.
      const index = {
        ...packIndex(
          { ...stores, packs, texts, packFiles, newId, pause, clock: deps.clock },
          { lexicalWeight },
        ),
        ...packSearch({ packs, texts, passages: deps.passages }, { lexicalWeight }),
      }
      return { kernel, cache, packs, index }
    },
  }
}
export type MemoryPacks = Awaited<ReturnType<typeof memoryPacks>>

function passagesOf(stored: ReturnType<typeof memoryStores>['storedPassages']) {
  const ofBot = new Map<string, StoredPassage[]>()
  stored.set(BOT, ofBot)
  return ofBot
}

function objectsOf(objects: ReturnType<typeof memoryFiles>['objects']) {
  const ofBot = new Map<string, Uint8Array>()
  objects.set(BOT, ofBot)
  return ofBot
}

/** A ULID of this time, and of a counter instead of chance. */
function ulid(time: number, count: number): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const digits = (value: number, length: number) =>
    Array.from({ length }, (_, place) => letters[Math.floor(value / 32 ** (length - 1 - place)) % 32]).join(
      '',
    )
  return digits(time, 10) + digits(count, 16)
}
