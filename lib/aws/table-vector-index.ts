import type { Bot } from '#lib/core/bots/bot.ts'
import { readyStatuses } from '#lib/core/documents/document.ts'
import type { DocumentStore, PassageStore, StoredPassage, VectorIndex } from '#lib/core/ports.ts'
import { PassageIndex } from '#lib/core/retrieval/passage-index.ts'

/** Documents fetched at the same time when a bot is loaded. */
const PARALLEL = 8

interface Loaded {
  version: number
  documents: Map<string, StoredPassage[]>
  names: Map<string, string>
  index: PassageIndex
}

/**
 * Exact search in this process over the vectors table. A bot is loaded with its first question and again
 * when its knowledge version has changed, of which only the new documents are fetched: passages of a ready
 * document never change. At most `maxBytes` are kept, the bot asked longest ago goes first.
 */
export function tableVectorIndex(
  stores: { documents: Pick<DocumentStore, 'list'>; passages: Pick<PassageStore, 'ofDocument'> },
  options: { maxBytes: number; lexicalWeight: number },
): VectorIndex {
  /** By bot, the one asked last at the end. */
  const cache = new Map<string, Promise<Loaded>>()
  /** What is in the cache and has arrived, in bytes. */
  const sizes = new WeakMap<Promise<Loaded>, number>()

  return {
    async search(bot, query, k) {
      const { index, names } = await current(bot)
      return index
        .search(query, k)
        .map(found => ({ ...found, documentName: names.get(found.documentId) ?? '' }))
    },
  }

  async function current(bot: Pick<Bot, 'id' | 'knowledgeVersion'>): Promise<Loaded> {
    for (;;) {
      const kept = cache.get(bot.id)
      const before = await kept?.catch(() => undefined)
      // While we waited another question may have begun the same load.
      if (kept !== cache.get(bot.id)) continue
      if (before && before.version >= bot.knowledgeVersion) {
        cache.delete(bot.id)
        cache.set(bot.id, kept!)
        return before
      }
      const loading = load(bot, before)
      cache.set(bot.id, loading)
      try {
        const loaded = await loading
        sizes.set(loading, loaded.index.bytes)
        makeRoom(bot.id)
        return loaded
      } catch (error) {
        if (cache.get(bot.id) === loading) cache.delete(bot.id)
        throw error
      }
    }
  }

  async function load(bot: Pick<Bot, 'id' | 'knowledgeVersion'>, before?: Loaded): Promise<Loaded> {
    const listed = await stores.documents.list(bot.id)
    const ready = listed.filter(({ status }) => readyStatuses.includes(status))
    const documents = new Map<string, StoredPassage[]>()
    const open = ready.values()
    await Promise.all(
      Array.from({ length: PARALLEL }, async () => {
        for (const { id } of open) {
          documents.set(id, before?.documents.get(id) ?? (await stores.passages.ofDocument(bot.id, id)))
        }
      }),
    )
    return {
      version: bot.knowledgeVersion,
      documents,
      names: new Map(ready.map(({ id, name }) => [id, name])),
      index: new PassageIndex([...documents.values()].flat(), options.lexicalWeight),
    }
  }

  function makeRoom(asked: string): void {
    let bytes = 0
    for (const [botId, loading] of [...cache].toReversed()) {
      bytes += sizes.get(loading) ?? 0
      if (bytes > options.maxBytes && botId !== asked) cache.delete(botId)
    }
  }
}
