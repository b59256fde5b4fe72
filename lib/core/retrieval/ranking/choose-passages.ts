import type { FoundPassage, PassageKey } from '../ports.ts'
import { joinNeighbours } from './join-neighbours.ts'

/** What the model reads for one question: enough for about ten passages, little enough to stay quick. */
export const PROMPT_CHARACTERS = 6_000
/** Share of common words from which two passages say the same. */
const SAME_FROM = 0.9

export interface Choice {
  /** What the model reads, in the order of the documents; neighbours are one. */
  passages: FoundPassage[]
  /** What became of each of those found, in their order. */
  fates: PassageFate[]
}

export type PassageFate = PassageKey &
  (
    | { fate: 'read' }
    /** Read together with `with`, the best of the stretch that both are part of. */
    | { fate: 'joined'; with: PassageKey }
    /** Says what `with` says, which is read. */
    | { fate: 'same'; with: PassageKey }
    | { fate: 'no-room' }
  )

/**
 * Of the passages found, best first, those that go into the prompt: no two alike, as many as fit into
 * `budget` characters, the best one always. Neighbours become one. The document of the best passage comes
 * first, and each reads from its beginning to its end: a model understands text in the order in which it
 * was written.
 */
export function choosePassages(found: readonly FoundPassage[], budget = PROMPT_CHARACTERS): Choice {
  const chosen: FoundPassage[] = []
  const wordsOfChosen: Set<string>[] = []
  const fates = new Map<FoundPassage, PassageFate>()
  for (const passage of found) {
    const key = keyOf(passage)
    const words = wordsOf(passage.text)
    const same = wordsOfChosen.findIndex(other => likeness(words, other) >= SAME_FROM)
    if (same >= 0) {
      fates.set(passage, { ...key, fate: 'same', with: keyOf(chosen[same]!) })
    } else if (chosen.length > 0 && lengthOf(inStretches([...chosen, passage])) > budget) {
      fates.set(passage, { ...key, fate: 'no-room' })
    } else {
      chosen.push(passage)
      wordsOfChosen.push(words)
    }
  }
  const stretches = inStretches(chosen)
  for (const { parts } of stretches) {
    const best = parts.reduce((a, b) => (found.indexOf(a) < found.indexOf(b) ? a : b))
    for (const part of parts) {
      const key = keyOf(part)
      fates.set(
        part,
        part === best ? { ...key, fate: 'read' } : { ...key, fate: 'joined', with: keyOf(best) },
      )
    }
  }
  return { passages: stretches.map(({ whole }) => whole), fates: found.map(passage => fates.get(passage)!) }
}

interface Stretch {
  whole: FoundPassage
  parts: FoundPassage[]
}

/** Documents in the order in which they first occur, each from beginning to end, neighbours joined. */
function inStretches(chosen: readonly FoundPassage[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const passages of Map.groupBy(chosen, ({ documentId }) => documentId).values()) {
    for (const passage of passages.toSorted((a, b) => a.ordinal - b.ordinal)) {
      const last = stretches.at(-1)
      const follows = last?.parts.at(-1)?.ordinal === passage.ordinal - 1
      const whole = last && follows && joinNeighbours(last.whole, passage)
      if (whole) stretches[stretches.length - 1] = { whole, parts: [...last.parts, passage] }
      else stretches.push({ whole: passage, parts: [passage] })
    }
  }
  return stretches
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { whole }) => sum + whole.text.length, 0)
}

function keyOf({ documentId, ordinal }: PassageKey): PassageKey {
  return { documentId, ordinal }
}

/** Of a passage twice in the documents all words are the same: nothing finer is asked, and this is quick. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
}

/** Jaccard: shared words over all words; 0 where their numbers alone say that they are not the same. */
function likeness(a: Set<string>, b: Set<string>): number {
  if (Math.min(a.size, b.size) < SAME_FROM * Math.max(a.size, b.size)) return 0
  const shared = a.intersection(b).size
  return shared / Math.max(1, a.size + b.size - shared)
}
