import type { Span } from '../core/documents/sentences.ts'
import { joinedMarks, type MarkedPiece, markedPieces } from './marked-pieces.ts'

/** About eight lines of a card: enough to see what stands around a marked sentence. */
const LENGTH = 360
/** What is shown before the first mark. */
const LEAD = 90

export interface Excerpt {
  pieces: MarkedPiece[]
  cutBefore: boolean
  cutAfter: boolean
}

/**
 * The part of a passage around its first mark, about `length` characters, cut between words, in marked and
 * unmarked pieces.
 */
export function excerptOf(passage: string, marks: readonly Span[], length = LENGTH): Excerpt {
  const joined = joinedMarks(marks)
  const first = joined[0]?.start ?? 0
  let from = passage.length <= length ? 0 : Math.max(0, Math.min(first - LEAD, passage.length - length))
  if (from > 0) from = Math.min(first, afterSpace(passage, from))
  let to = Math.min(passage.length, from + length)
  // The marked sentence itself is never cut.
  if (joined[0] && joined[0].end > to) to = joined[0].end
  if (to < passage.length) to = Math.max(joined[0]?.end ?? 0, beforeSpace(passage, to))

  return {
    pieces: markedPieces(passage, joined, from, to),
    cutBefore: from > 0,
    cutAfter: to < passage.length,
  }
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
