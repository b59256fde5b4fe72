import type { FoundPassage, KnowledgeIndex, SearchQuery } from '../ports.ts'

/** An index that finds the same for every question, and knows each of its words from one passage. */
export function plainIndex(
  found: FoundPassage[],
  onSearch: (query: SearchQuery & { botId: string; k: number }) => void = () => undefined,
): Pick<KnowledgeIndex, 'search' | 'lookUp'> {
  return {
    async search(bot, query, k) {
      onSearch({ ...query, botId: bot.id, k })
      return found
    },
    async lookUp(_, text) {
      const words = [...new Set(text.match(/[\p{L}\p{N}]+/gu))].map(word => ({ word, passages: 1 }))
      return { text, words, passages: Math.max(1, found.length) }
    },
  }
}
