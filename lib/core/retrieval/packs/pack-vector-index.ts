import type { FoundPassage, PassageStore, VectorIndex } from '../../ports.ts'
import { fuse } from '../fuse.ts'
import { scoreWords } from '../lexical/word-scores.ts'
import type { PassageTexts } from '../passage-texts.ts'
import type { BotPacks } from './bot-packs.ts'
import { compareKeys, nearestCandidates } from './nearest-candidates.ts'

/** Each of both rankings gives this many. */
export const CANDIDATES = 50

/**
 * Search in this process: BM25 over the words and cosine over the vectors of the bot's packs, both scaled
 * over the union of their candidates and added by weight. Texts are fetched for the winners only.
 * `lexicalWeight`, 0 to 1: the share of the words. A weak encoder wants more.
 */
export function packVectorIndex(
  world: { packs: BotPacks; texts: PassageTexts; passages: Pick<PassageStore, 'vectors'> },
  options: { lexicalWeight: number },
): VectorIndex {
  return {
    async search(bot, query, k) {
      const knowledge = await world.packs.open(bot, { vectors: true })
      try {
        const segments = knowledge.parts.map(({ pack, live }) => ({ segment: pack.segment, live }))
        const words = scoreWords(segments, query.text)
        const byWords = words.top(CANDIDATES).map(({ segment, row }) => ({ part: segment, row }))
        const candidates = await nearestCandidates(world.passages, bot.id, knowledge, query.vector, {
          k: CANDIDATES,
          besides: byWords,
        })
        const scored = candidates.map(candidate => ({
          ...candidate,
          lexical: words.of(candidate.part, candidate.row),
        }))
        const scores = fuse(scored, options.lexicalWeight)
        const best = scored
          .map((candidate, at) => ({ ...candidate, score: scores[at]! }))
          .sort((a, b) => b.score - a.score || compareKeys(a, b))
          .slice(0, k)
        const names = best.map(({ documentId }) => knowledge.nameOf(documentId) ?? '')
        const texts = await world.texts.get(bot.id, best)
        return best.flatMap(({ cosine, lexical, score }, at): FoundPassage[] => {
          const text = texts[at]
          // Deleted between the search and now.
          return text ? [{ ...text, documentName: names[at]!, cosine, lexical, score }] : []
        })
      } finally {
        knowledge.release()
      }
    },
  }
}
