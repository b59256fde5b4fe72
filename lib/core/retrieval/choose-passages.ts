import type { FoundPassage } from '../ports.ts'
import { analyze } from './analyze.ts'

/** What the model reads for one question: enough for about ten passages, little enough to stay quick. */
export const PROMPT_CHARACTERS = 6_000
/** Share of common terms from which two passages say the same. */
const SAME_FROM = 0.9

/** Of the found passages, best first, those that go into the prompt: no two alike, as many as fit. */
export function choosePassages(found: FoundPassage[], budget = PROMPT_CHARACTERS): FoundPassage[] {
  const chosen: { passage: FoundPassage; terms: Set<string> }[] = []
  let used = 0
  for (const passage of found) {
    if (used + passage.text.length > budget && chosen.length > 0) continue
    const terms = new Set(analyze(passage.text))
    if (chosen.some(other => likeness(terms, other.terms) >= SAME_FROM)) continue
    chosen.push({ passage, terms })
    used += passage.text.length
  }
  return chosen.map(({ passage }) => passage)
}

/** Jaccard: shared terms over all terms. */
function likeness(a: Set<string>, b: Set<string>): number {
  const shared = a.intersection(b).size
  return shared / Math.max(1, a.size + b.size - shared)
}
