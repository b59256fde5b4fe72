import type { WordScores } from '../lexical/word-scores.ts'
import type { IndexSnapshot } from '../packs/index-snapshot.ts'
import type { FoundPassage } from '../ports.ts'
import { fuse } from '../ranking/fuse.ts'
import { type Candidate, compareKeys } from './nearest-candidates.ts'
import type { PassageTexts } from './passage-texts.ts'

/** Each of both rankings gives this many. */
export const CANDIDATES = 50

/** The `k` best of both rankings' candidates, highest score first, ties by document and ordinal, with texts. */
export async function foundPassages(
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
  const bodies = await texts.get(botId, best)
  return best.flatMap(({ cosine, lexical, score }, at): FoundPassage[] => {
    const body = bodies[at]
    // Deleted between the search and now.
    return body ? [{ ...body, documentName: names[at]!, cosine, lexical, score }] : []
  })
}
