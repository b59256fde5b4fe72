import type { Span } from '../core/documents/sentences.ts'

export interface MarkedPiece {
  /** In the text: UTF-16. */
  start: number
  text: string
  marked: boolean
}

/** The text between two offsets, cut where a mark begins or ends. */
export function markedPieces(
  text: string,
  marks: readonly Span[],
  from = 0,
  to = text.length,
): MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  const add = (start: number, end: number, marked: boolean) => {
    if (start < end) pieces.push({ start, text: text.slice(start, end), marked })
  }
  let at = from
  for (const mark of joinedMarks(marks)) {
    const start = Math.max(from, mark.start)
    const end = Math.min(to, mark.end)
    if (start >= end) continue
    add(at, start, false)
    add(start, end, true)
    at = end
  }
  add(at, to, false)
  return pieces
}

/** In order, those that touch as one. */
export function joinedMarks(marks: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const mark of marks.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last && mark.start <= last.end) last.end = Math.max(last.end, mark.end)
    else joined.push({ ...mark })
  }
  return joined
}
