/** UTF-16 offsets, end exclusive. */
export interface Span {
  start: number
  end: number
}

/** The segmenter's time grows with the square of what it is given at once. */
const SEGMENTER_WINDOW = 2_000

const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' })

/** A full stop after these, or after an initial, ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}|[DM]r|Mrs|Ms|Prof|Nr|Figs?|Eq|Vol|pp|vs|cf|e\.g|i\.e|approx|ca|bzw|z\.\s?B|u\.a|inkl)\.\s*$/u
/** Nor after these, where a number follows. */
const BEFORE_NUMBER = /(?:^|[\s(])(?:p|[Nn]os?|[Ss]ec|[Cc]h|[Aa]rt|[Ss]t)\.\s*$/u

/** Of words that are quoted inside a sentence: choose “Why?” and go on. */
const QUOTED_END = /[?!.…]["'”’»)]+\s+$/u

/**
 * The sentences of a text, with the white space after each, in order and without a gap. A line break ends one.
 * Takes time that grows with the length.
 */
export function* sentencesOf(text: string): Generator<Span> {
  let start = 0
  let from = 0
  while (from < text.length) {
    const to = beforeHalfCharacter(text, Math.min(from + SEGMENTER_WINDOW, text.length))
    let last = from
    for (const { index, segment } of segmenter.segment(text.slice(from, to))) {
      const next = from + index + segment.length
      // What reaches the window's end may go on behind it.
      if (next === to && to < text.length) break
      last = next
      if (!segment.endsWith('\n') && goesOn(segment, text[next])) continue
      yield { start, end: next }
      start = next
    }
    from = last > from ? last : to
  }
  if (start < text.length) yield { start, end: text.length }
}

/** The sentences of a text that say something, without the white space around them. */
export function trimmedSentences(text: string): Span[] {
  return [...sentencesOf(text)].flatMap(span => {
    const said = text.slice(span.start, span.end)
    const start = span.start + said.length - said.trimStart().length
    const end = start + said.trim().length
    return end > start ? [{ start, end }] : []
  })
}

function goesOn(segment: string, next: string | undefined): boolean {
  const ending = segment.slice(-12)
  return (
    ABBREVIATION.test(ending) ||
    (BEFORE_NUMBER.test(ending) && /\d/.test(next ?? '')) ||
    (QUOTED_END.test(ending) && /\p{Ll}/u.test(next ?? ''))
  )
}

/** The offset, or the one before it where it stands inside a surrogate pair. */
function beforeHalfCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset)
  const inside =
    code >= 0xdc00 && code <= 0xdfff && offset > 0 && (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800
  return inside ? offset - 1 : offset
}
