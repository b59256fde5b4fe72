import type { BotPacks } from '../packs/bot-packs.ts'
import type { KnowledgeIndex, PassageStore } from '../ports.ts'
import { nearestCandidates } from './nearest-candidates.ts'
import type { PassageTexts } from './passage-texts.ts'
import { CANDIDATES, searchPacks } from './search-packs.ts'

export interface PackSearchDeps {
  packs: BotPacks
  texts: PassageTexts
  passages: Pick<PassageStore, 'vectors'>
}

/** Search in this process: the packs' own vectors are compared. */
export function packSearch(
  deps: PackSearchDeps,
  options: { lexicalWeight: number },
): Pick<KnowledgeIndex, 'search' | 'lookUp'> {
  return searchPacks(deps, { ...options, vectors: true }, (botId, snapshot, words, vector) => {
    const besides = words.top(CANDIDATES).map(({ segment, row }) => ({ part: segment, row }))
    return nearestCandidates(deps.passages, botId, snapshot, vector, { k: CANDIDATES, besides })
  })
}
