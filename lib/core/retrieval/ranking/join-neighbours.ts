import { spanLocators } from '../../documents/locator.ts'
import { type Place, placeAt, sameSpot } from '../../documents/place.ts'
import type { FoundPassage } from '../ports.ts'

/** A source is shown to people as one card: about three passages are still something to look over. */
const LONGEST_JOINED = 2_400
/** Cuts leave out the white space between two blocks; more than this is something else. */
const WIDEST_GAP = 4

/**
 * Two neighbours of one document as the one stretch of it that they are, without the words that both have.
 * Null where `next` does not follow `first`, or where both would be too long to be looked over. The scores
 * are the better ones.
 */
export function joinNeighbours(first: FoundPassage, next: FoundPassage): FoundPassage | null {
  const at = next.start - first.start
  if (first.documentId !== next.documentId || at <= 0 || at > first.text.length + WIDEST_GAP) return null
  const shared = first.text.length - at
  if (shared > next.text.length || at + next.text.length > LONGEST_JOINED) return null
  if (shared > 0 && !first.text.endsWith(next.text.slice(0, shared))) return null
  return {
    ...first,
    text: first.text + gapBetween(first.text, next.text, -shared) + next.text.slice(Math.max(0, shared)),
    end: next.end,
    place: joinPlaces(first, next, at),
    blocks: joinBlocks(first, next, at),
    cosine: Math.max(first.cosine, next.cosine),
    lexical: Math.max(first.lexical, next.lexical),
    score: Math.max(first.score, next.score),
  }
}

/** As many characters as were left out, so that offsets stay those of the document. */
function gapBetween(before: string, after: string, length: number): string {
  // One character parts two sentences of a paragraph, or two lines of a list or of code.
  if (length === 1 && SENTENCE_END.test(before) && !ITEM_START.test(after)) return ' '
  return '\n'.repeat(Math.max(0, length))
}

const SENTENCE_END = /[.!?…:。！？]["'”’)\]]*$/
/** `-`, `3.`, `b)` or `5.7`, as lines of lists and clauses begin. */
const ITEM_START = /^(?:[-*•–]|(?:\d{1,3}|[a-z])[.)]|\d{1,3}(?:\.\d{1,3})+\.?)\s/u

/** Of both, each once: what goes on where the second begins is named by the first. */
function joinBlocks(first: FoundPassage, next: FoundPassage, at: number): FoundPassage['blocks'] {
  if (!first.blocks || !next.blocks) return undefined
  const shared = first.text.length - at
  const more = next.blocks.filter(block => !block.goesOn && block.at >= shared)
  return [...first.blocks, ...more.map(block => ({ ...block, at: block.at + at }))]
}

/** The first one's place; where the second begins is a turn, unless nothing changes there. */
function joinPlaces(first: FoundPassage, next: FoundPassage, at: number): Place {
  const turns = (first.place.turns ?? []).filter(turn => turn.at < at)
  const before = placeAt({ ...first.place, turns }, at)
  const begins = placeAt(next.place, 0)
  if (!sameSpot(before, begins)) turns.push({ at, ...begins })
  turns.push(
    ...(next.place.turns ?? []).filter(turn => turn.at > 0).map(turn => ({ ...turn, at: turn.at + at })),
  )
  const locator = spanLocators(first.place.locator, next.place.locator)
  return {
    ...(locator && { locator }),
    headingPath: first.place.headingPath,
    ...(turns.length > 0 && { turns }),
  }
}
