import type { Document } from '../../documents/document.ts'
import type { PackEntry } from '../../documents/pack-entry.ts'
import { packIndex } from '../index/pack-index.ts'
import { PassageTexts } from '../index/passage-texts.ts'
import { openKernel } from '../kernel/open-kernel.ts'
import { BotPacks } from '../packs/bot-packs.ts'
import { buildPack } from '../packs/build-pack.ts'
import { objectOf } from '../packs/make-packs.ts'
import { PackCache } from '../packs/pack-cache.ts'
import { writePack } from '../packs/write-pack.ts'
import type { PackChange, PackFiles, PackManifest, PackManifests, StoredPassage } from '../ports.ts'

interface MemoryBot {
  manifest: PackManifest
  mergingUntil: number | null
  objects: Map<string, Uint8Array>
  documents: Map<string, Pick<Document, 'id' | 'name' | 'status' | 'passageCount'>>
  passages: Map<string, StoredPassage[]>
  knowledgeVersion: number
}

/**
 * The tables and the bucket of one bot in memory, with the rules of the real ones. `before` is called ahead
 * of each operation, by its name: it may throw, change something, or wait.
 */
export function memoryPacks() {
  const bot: MemoryBot = {
    manifest: { version: 0, packs: [], tombstones: [], complete: false },
    mergingUntil: null,
    objects: new Map(),
    documents: new Map(),
    passages: new Map(),
    knowledgeVersion: 0,
  }
  const state = { before: async (_operation: string): Promise<void> => {}, now: 1_767_225_600_000, made: 0 }
  const operations: string[] = []
  const errors: unknown[] = []
  const step = async (operation: string) => {
    operations.push(operation)
    await state.before(operation)
  }
  const newId = (prefix: string) => `${prefix}_${ulid(state.now, ++state.made)}`

  const manifests: PackManifests = {
    async get() {
      await step('manifest.get')
      return structuredClone(bot.manifest)
    },
    async replace(_, change) {
      await step('manifest.replace')
      return apply(bot, change)
    },
    async claimMerge(_, now, until) {
      await step('manifest.claim')
      if (bot.mergingUntil !== null && bot.mergingUntil >= now) return false
      bot.mergingUntil = until
      return true
    },
    async releaseMerge() {
      await step('manifest.release')
      bot.mergingUntil = null
    },
    async delete() {
      bot.manifest = { version: 0, packs: [], tombstones: [], complete: false }
    },
  }
  const packFiles: PackFiles = {
    async put(_, object, parts) {
      await step('files.put')
      bot.objects.set(object, new Uint8Array(Buffer.concat(parts)))
    },
    async read(_, object, from, to) {
      await step('files.read')
      const bytes = bot.objects.get(object)
      return bytes && bytes.length >= to ? bytes.slice(from, to) : null
    },
    async list() {
      await step('files.list')
      return [...bot.objects.keys()]
    },
    async delete(_, objects) {
      await step('files.delete')
      for (const object of objects) bot.objects.delete(object)
    },
  }
  const documents = {
    async list() {
      await step('documents.list')
      return [...bot.documents.values()] as Document[]
    },
  }
  const ofDocument = async (_: string, id: string) => {
    await step('passages.ofDocument')
    return bot.passages.get(id) ?? []
  }
  const byKey = <T>(
    keys: readonly { documentId: string; ordinal: number }[],
    pick: (p: StoredPassage) => T,
  ) =>
    keys.flatMap(({ documentId, ordinal }) => {
      const passage = bot.passages.get(documentId)?.[ordinal]
      return passage ? [pick(passage)] : []
    })
  const passages = {
    ofDocument,
    async texts(_: string, keys: readonly { documentId: string; ordinal: number }[]) {
      await step('passages.texts')
      return byKey(keys, ({ vector: _v, contentHash: _h, ...text }) => text)
    },
    async vectors(_: string, keys: readonly { documentId: string; ordinal: number }[]) {
      await step('passages.vectors')
      return byKey(keys, ({ documentId, ordinal, vector }) => ({ documentId, ordinal, vector }))
    },
  }
  const onError = (error: unknown) => {
    errors.push(error)
  }
  const deps = { manifests, packFiles, documents, passages, newId, onError, clock: () => state.now }

  return {
    bot,
    state,
    operations,
    errors,
    deps: deps,
    /** What the ingestion does in its last two steps. */
    async add(id: string, stored: StoredPassage[], name = `${id}.txt`) {
      bot.passages.set(id, stored)
      const object = objectOf(newId('pack'))
      const { entry, parts } = await writePack(await buildPack('bot_1', { id, name }, stored), { id, object })
      bot.objects.set(object, new Uint8Array(Buffer.concat(parts)))
      bot.documents.set(id, { id, name, status: 'ready', passageCount: stored.length })
      bot.manifest.packs = [...bot.manifest.packs.filter(pack => pack.id !== id), entry]
      bot.manifest.version++
      bot.knowledgeVersion++
      return entry
    },
    /** What a deletion does at once, and then. */
    withdraw(id: string) {
      bot.documents.delete(id)
      if (!bot.manifest.tombstones.includes(id)) bot.manifest.tombstones.push(id)
      bot.manifest.version++
      bot.knowledgeVersion++
      bot.passages.delete(id)
    },
    asked: () => ({ id: 'bot_1', knowledgeVersion: bot.knowledgeVersion, index: 'packs' as const }),
    /** A process that has just started. */
    process({ maxBytes = 1e9, lexicalWeight = 0.5 } = {}) {
      const kernel = openKernel()
      const cache = new PackCache(packFiles, kernel, { maxBytes, onError })
      const packs = new BotPacks(deps, cache)
      const texts = new PassageTexts(passages, { maxBytes: 1e6 })
      return { kernel, cache, packs, index: packIndex({ packs, texts, passages }, { lexicalWeight }) }
    },
  }
}
export type MemoryPacks = ReturnType<typeof memoryPacks>

function apply(bot: MemoryBot, { add, remove, purge, complete, version }: PackChange): boolean {
  const { manifest } = bot
  if (version !== undefined && version !== manifest.version) return false
  const there = (entry: PackEntry) =>
    manifest.packs.some(({ id, object }) => id === entry.id && object === entry.object)
  if (!remove.every(there)) return false
  const kept = manifest.packs.filter(pack => !remove.some(({ object }) => object === pack.object))
  if (add.some(({ id }) => kept.some(pack => pack.id === id))) return false
  bot.manifest = {
    version: manifest.version + 1,
    packs: [...kept, ...add],
    tombstones: manifest.tombstones.filter(id => !purge.includes(id)),
    complete: complete || manifest.complete,
  }
  return true
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
