import type { SearchedSegment } from '../lexical/find-words.ts'
import { lookUpWords } from '../lexical/look-up-words.ts'
import { scoreWords, type WordScores } from '../lexical/word-scores.ts'
import type { BotPacks } from '../packs/bot-packs.ts'
import type { IndexSnapshot } from '../packs/index-snapshot.ts'
import type { FoundPassage, KnowledgeIndex } from '../ports.ts'
import { fuse } from '../ranking/fuse.ts'
import { type Candidate, compareKeys } from './nearest-candidates.ts'
import type { PassageTexts } from './passage-texts.ts'

/** Each of both rankings gives this many. */
export const CANDIDATES = 50

/** Those that one question is about, by meaning and by `words`, each once and with its cosine. */
export type FindCandidates = (
  botId: string,
  snapshot: IndexSnapshot,
  words: WordScores,
  vector: Float32Array,
) => Promise<Candidate[]>

/**
 * Search over the packs of a bot, which say what can be found, whoever compares vectors: BM25 over the words
 * and cosine, both scaled over the union of their candidates and added by weight. Texts are fetched for the
 * winners only. `lexicalWeight`, 0 to 1: the share of the words; a weak encoder wants more. `vectors`: whether
 * the packs' own are needed.
 */
export function searchPacks(
  { packs, texts }: { packs: BotPacks; texts: PassageTexts },
  { lexicalWeight, vectors }: { lexicalWeight: number; vectors: boolean },
  findCandidates: FindCandidates,
): Pick<KnowledgeIndex, 'search' | 'lookUp'> {
  return {
    async search(bot, query, k) {
      const snapshot = await packs.open(bot, { vectors })
      try {
        if (!snapshot.parts.length) return []
        const words = scoreWords(segmentsOf(snapshot), query.text)
        const candidates = await findCandidates(bot.id, snapshot, words, query.vector)
        return await bestOf(bot.id, { snapshot, words, candidates }, k, { texts, lexicalWeight })
      } finally {
        snapshot.release()
      }
    },

    async lookUp(bot, question) {
      const snapshot = await packs.open(bot, { vectors })
      try {
        return lookUpWords(segmentsOf(snapshot), question)
      } finally {
        snapshot.release()
      }
    },
  }
}

function segmentsOf({ parts }: IndexSnapshot): SearchedSegment[] {
  return parts.map(({ pack, live }) => ({ segment: pack.segment, live }))
}

/** The `k` best of both rankings' candidates, highest score first, ties by document and ordinal, with texts. */
async function bestOf(
  botId: string,
  found: { snapshot: IndexSnapshot; words: WordScores; candidates: readonly Candidate[] },
  k: number,
  { texts, lexicalWeight }: { texts: PassageTexts; lexicalWeight: number },
): Promise<FoundPassage[]> {
  const { snapshot, words, candidates } = found
  const scored = candidates.map(one => ({ ...one, lexical: words.of(one.part, one.row) }))
  const scores = fuse(scored, lexicalWeight, words.asked)
  const best = scored
    .map((candidate, at) => ({ ...candidate, score: scores[at]! }))
    .sort((a, b) => b.score - a.score || compareKeys(a, b))
    .slice(0, k)
  const names = best.map(({ part, row }) => snapshot.nameOf(part, row))
  const bodies = await texts.get(
    botId,
    best.map(one => ({ ...one, pack: snapshot.packOf(one.part) })),
  )
  return best.flatMap(({ cosine, lexical, score }, at): FoundPassage[] => {
    const body = bodies[at]
    // Deleted between the search and now.
    return body ? [{ ...body, documentName: names[at]!, cosine, lexical, score }] : []
  })
}
