import type { FoundPassage } from '../ports.ts'

/** What the model reads for one question: enough for about ten passages, little enough to stay quick. */
export const PROMPT_CHARACTERS = 6_000
/** Share of common words from which two passages say the same. */
const SAME_FROM = 0.9

/** Of the found passages, best first, those that go into the prompt: no two alike, as many as fit. */
export function choosePassages(found: FoundPassage[], budget = PROMPT_CHARACTERS): FoundPassage[] {
  const chosen: { passage: FoundPassage; words: Set<string> }[] = []
  let used = 0
  for (const passage of found) {
    if (used + passage.text.length > budget && chosen.length > 0) continue
    const words = wordsOf(passage.text)
    if (chosen.some(other => likeness(words, other.words) >= SAME_FROM)) continue
    chosen.push({ passage, words })
    used += passage.text.length
  }
  return chosen.map(({ passage }) => passage)
}

/** Of a passage twice in the documents all words are the same: nothing finer is asked, and this is quick. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
}

/** Jaccard: shared words over all words. */
function likeness(a: Set<string>, b: Set<string>): number {
  const shared = a.intersection(b).size
  return shared / Math.max(1, a.size + b.size - shared)
}
