import { scoreWords } from '../lexical/word-scores.ts'
import type { BotPacks } from '../packs/bot-packs.ts'
import type { KnowledgeIndex, PassageStore } from '../ports.ts'
import { CANDIDATES, foundPassages } from './found-passages.ts'
import { nearestCandidates } from './nearest-candidates.ts'
import type { PassageTexts } from './passage-texts.ts'

export interface PackSearchDeps {
  packs: BotPacks
  texts: PassageTexts
  passages: Pick<PassageStore, 'vectors'>
}

/**
 * Search in this process: BM25 over the words and cosine over the vectors of the bot's packs, both scaled
 * over the union of their candidates and added by weight. Texts are fetched for the winners only.
 * `lexicalWeight`, 0 to 1: the share of the words. A weak encoder wants more.
 */
export function packSearch(
  deps: PackSearchDeps,
  options: { lexicalWeight: number },
): Pick<KnowledgeIndex, 'search'> {
  return {
    async search(bot, query, k) {
      const snapshot = await deps.packs.open(bot, { vectors: true })
      try {
        const segments = snapshot.parts.map(({ pack, live }) => ({ segment: pack.segment, live }))
        const words = scoreWords(segments, query.text)
        const byWords = words.top(CANDIDATES).map(({ segment, row }) => ({ part: segment, row }))
        const candidates = await nearestCandidates(deps.passages, bot.id, snapshot, query.vector, {
          k: CANDIDATES,
          besides: byWords,
        })
        const found = { snapshot, words, candidates }
        return await foundPassages(bot.id, found, k, { texts: deps.texts, ...options })
      } finally {
        snapshot.release()
      }
    },
  }
}
