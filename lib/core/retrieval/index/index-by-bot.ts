import type { Bot } from '../../bots/bot.ts'
import type { BotStore } from '../../bots/ports.ts'
import type { KnowledgeIndex } from '../ports.ts'

/**
 * The index that a bot's own setting names. It is read when a document is staged, not before: whoever moves a
 * bot waits for the documents that are packing at that moment. Removal reaches every place, since a bot may be
 * on its way from one to the other.
 */
export function indexByBot(
  bots: Pick<BotStore, 'get'>,
  indexes: Record<Bot['index'], KnowledgeIndex>,
): KnowledgeIndex {
  const everywhere = indexes.s3vectors
  return {
    search: (bot, query, k) => indexes[bot.index].search(bot, query, k),
    lookUp: (bot, question) => indexes[bot.index].lookUp(bot, question),
    async stage(document, passages) {
      const bot = await bots.get(document.botId)
      return await indexes[bot?.index ?? 'packs'].stage(document, passages)
    },
    remove: document => everywhere.remove(document),
    removeBot: botId => everywhere.removeBot(botId),
    tidy: botId => everywhere.tidy(botId),
  }
}
