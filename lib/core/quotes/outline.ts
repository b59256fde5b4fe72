import type { FoundPassage } from '../retrieval/ports.ts'
import type { Quote } from './quote.ts'
import { type Unit, unitsOf } from './units.ts'

/** Sentences that say what a document is. */
const FIRST_SENTENCES = 2
/** A shorter one is a title page's, or a greeting. */
const SHORTEST = 30
const MOST_HEADINGS = 12

/**
 * How a document begins, and its headings: what it says of itself instead of a summary. `passages` are its first ones
 * in order, at least one; `source` is the first of them.
 */
export function outlineOf(passages: readonly FoundPassage[], source: number): Quote {
  const [first] = passages as [FoundPassage]
  const [sentence, ...more] = firstSentences(passages)
  const begin = sentence ?? { at: first, start: 0, end: first.text.search(/\n|$/) }
  const end = more.at(-1) ?? begin
  const text = begin.at.text.slice(begin.start, end.end).replace(/\s+/g, ' ').trim()
  const headings = headingsOf(passages)
  return {
    source,
    start: begin.at.start + begin.start,
    end: begin.at.start + end.end,
    content:
      headings.length > 0
        ? {
            form: 'list',
            lead: text,
            items: headings.slice(0, MOST_HEADINGS),
            more: Math.max(0, headings.length - MOST_HEADINGS),
          }
        : { form: 'text', text },
  }
}

interface Said extends Pick<Unit, 'start' | 'end'> {
  at: FoundPassage
}

/** The first whole sentence and what follows it in its paragraph. */
function firstSentences(passages: readonly FoundPassage[]): Said[] {
  for (const at of passages) {
    const units = unitsOf(at, 0)
    const first = units.find(
      ({ kind, text }) =>
        (kind === 'sentence' || kind === 'item') && text.length >= SHORTEST && /[.!?…]["”»]?$/.test(text),
    )
    if (!first) continue
    const paragraph = units.filter(({ block, kind }) => block === first.block && kind === first.kind)
    return paragraph.slice(0, FIRST_SENTENCES).map(({ start, end }) => ({ at, start, end }))
  }
  return []
}

/** Those of the highest level that has several. */
function headingsOf(passages: readonly FoundPassage[]): string[] {
  const paths = passages.flatMap(({ place }) => [
    place.headingPath,
    ...(place.turns ?? []).map(({ headingPath }) => headingPath),
  ])
  const deepest = Math.max(0, ...paths.map(path => path.length))
  for (let level = 0; level < deepest; level++) {
    const headings = [...new Set(paths.flatMap(path => path[level] ?? []))]
    if (headings.length > 1) return headings
  }
  return []
}
