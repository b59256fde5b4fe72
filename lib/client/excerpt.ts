import type { Span } from '../core/documents/sentences.ts'

/** About eight lines of a card: enough to see what stands around a marked sentence. */
const LENGTH = 360
/** What is shown before the first mark. */
const LEAD = 90

export interface Excerpt {
  pieces: { start: number; text: string; marked: boolean }[]
  cutBefore: boolean
  cutAfter: boolean
}

/**
 * The part of a passage around its first mark, about `length` characters, cut between words, in marked and
 * unmarked pieces.
 */
export function excerptOf(passage: string, marks: readonly Span[], length = LENGTH): Excerpt {
  const sorted = merge(marks)
  const first = sorted[0]?.start ?? 0
  let from = passage.length <= length ? 0 : Math.max(0, Math.min(first - LEAD, passage.length - length))
  if (from > 0) from = Math.min(first, afterSpace(passage, from))
  let to = Math.min(passage.length, from + length)
  // The marked sentence itself is never cut.
  if (sorted[0] && sorted[0].end > to) to = sorted[0].end
  if (to < passage.length) to = Math.max(sorted[0]?.end ?? 0, beforeSpace(passage, to))

  const pieces: Excerpt['pieces'] = []
  const add = (start: number, end: number, marked: boolean) => {
    if (start < end) pieces.push({ start, text: passage.slice(start, end), marked })
  }
  let at = from
  for (const mark of sorted) {
    const start = Math.max(from, mark.start)
    const end = Math.min(to, mark.end)
    if (start >= end) continue
    add(at, start, false)
    add(start, end, true)
    at = end
  }
  add(at, to, false)
  return { pieces, cutBefore: from > 0, cutAfter: to < passage.length }
}

function merge(marks: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const mark of marks.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && mark.start <= last.end) last.end = Math.max(last.end, mark.end)
    else merged.push({ ...mark })
  }
  return merged
}

function afterSpace(text: string, at: number): number {
  const space = text.slice(at).search(/\s/)
  return space < 0 ? at : at + space + 1
}

function beforeSpace(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  // Scripts without spaces are cut where they are.
  return at - space < 60 ? space : at
}
