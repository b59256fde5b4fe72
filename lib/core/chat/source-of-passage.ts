import type { Place } from '../documents/place.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import type { Source } from './answer-event.ts'

/**
 * A passage found, as a source of an answer. Headings that stand above its first sentence are named by its
 * place, so its text begins below them, unless it has nothing else.
 */
export function sourceOfPassage(passage: FoundPassage): Source {
  const { documentId, documentName, place, text, start, end } = passage
  const cut = belowHeadings(text, place.headingPath)
  return {
    n: null,
    documentId,
    documentName,
    place: cut > 0 ? movedUp(place, cut) : place,
    text: text.slice(cut),
    start: start + cut,
    end,
  }
}

/** Where the text below the headings begins, which stand there in their order, each on a line of its own. */
function belowHeadings(text: string, headingPath: readonly string[]): number {
  let at = 0
  for (const heading of headingPath) {
    const lineEnd = text.indexOf('\n', at)
    if (lineEnd < 0 || text.slice(at, lineEnd).replace(/\s+/g, ' ').trim() !== heading) continue
    at = lineEnd + text.slice(lineEnd).search(/\S|$/)
  }
  return at < text.length ? at : 0
}

/** The same place of a text that begins `cut` characters later. */
function movedUp(place: Place, cut: number): Place {
  if (!place.turns) return place
  const turns = place.turns.filter(({ at }) => at > cut).map(turn => ({ ...turn, at: turn.at - cut }))
  const { turns: _, ...rest } = place
  return turns.length ? { ...rest, turns } : rest
}
