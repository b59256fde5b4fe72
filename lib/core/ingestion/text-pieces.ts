import { sameLocator } from '../documents/locator.ts'
import { sentencesOf } from '../documents/sentences.ts'
import type { TextBlock } from '../documents/structured-text.ts'

/** What a cut may fall beside: a sentence, a heading, a table row, a line of code. */
export interface Piece {
  start: number
  end: number
  block: TextBlock
  /** Goes on with a sentence that the piece before began, on the page before. */
  continues: boolean
}

/** Shared by two neighbours when a sentence had to be cut, so that the words around the cut stay together. */
const OVERLAP = 80

/** A cut looks back this far for a space. Past that it is no text (base64, a row of dots). */
const LOOK_BACK = 200

/** The pieces of one block, in order, none longer than `longest`. They cover all of it but white space. */
export function piecesOf(
  text: string,
  block: TextBlock,
  before: TextBlock | undefined,
  longest: number,
): Piece[] {
  const pieces: Piece[] = []
  for (const [start, end] of spansOf(text, block)) {
    const trimmed = trim(text, start, end)
    if (!trimmed) continue
    const continues = pieces.length === 0 && continuesSentence(text, block, before)
    pieces.push(...cutToLength(text, { ...trimmed, block, continues }, longest))
  }
  return pieces
}

/** The piece up to at most `length` characters, and what is left of it, which repeats the last words. */
export function shorten(text: string, piece: Piece, length: number): [Piece, Piece] {
  const end = cutBefore(text, piece.start, piece.start + length)
  return [
    { ...piece, end },
    { ...piece, start: overlapStart(text, piece.start, end), continues: false },
  ]
}

function spansOf(text: string, block: TextBlock): Iterable<[number, number]> {
  if (block.kind === 'code') return linesOf(text, block.start, block.end)
  if (block.kind === 'heading' || block.kind === 'table-row') return [[block.start, block.end]]
  if (ONE_SENTENCE.test(text.slice(block.start, block.end))) return [[block.start, block.end]]
  return sentencesIn(text, block.start, block.end)
}

/**
 * Nothing in it, but perhaps its last sign, ends a sentence: not worth a segmenter, which takes as long to begin as
 * for some lines. Of half a million short lines it were seconds.
 */
const ONE_SENTENCE =
  /^[^\p{Sentence_Terminal}\u0085\u2024\u2028\u2029\ufe52\uff0e\r]*\p{Sentence_Terminal}?$/u

function* linesOf(text: string, start: number, end: number): Generator<[number, number]> {
  // Of the block alone: where no line ends, looking for one goes through the rest of the document.
  const code = text.slice(start, end)
  for (let from = 0; from < code.length; ) {
    const newline = code.indexOf('\n', from)
    const to = newline < 0 ? code.length : newline + 1
    yield [start + from, start + to]
    from = to
  }
}

function* sentencesIn(text: string, start: number, end: number): Generator<[number, number]> {
  // A line break inside a paragraph is a space.
  for (const span of sentencesOf(text.slice(start, end).replaceAll('\n', ' '))) {
    yield [start + span.start, start + span.end]
  }
}

/** The block before ended in the middle of a sentence, for want of paper. */
function continuesSentence(text: string, block: TextBlock, before: TextBlock | undefined): boolean {
  if (
    before?.kind !== 'paragraph' ||
    block.kind !== 'paragraph' ||
    sameLocator(before.locator, block.locator)
  )
    return false
  return (
    /^\p{Ll}/u.test(text.slice(block.start, block.start + 2)) &&
    !/[.!?:。！？]["'”’)\]]?$/.test(text.slice(before.end - 2, before.end))
  )
}

function cutToLength(text: string, piece: Piece, longest: number): Piece[] {
  if (piece.end - piece.start <= longest) return [piece]
  const pieces: Piece[] = []
  let start = piece.start
  while (piece.end - start > longest) {
    const end = cutBefore(text, start, start + longest)
    pieces.push({ ...piece, start, end, continues: piece.continues && pieces.length === 0 })
    start = overlapStart(text, start, end)
  }
  pieces.push({ ...piece, start, continues: piece.continues && pieces.length === 0 })
  return pieces
}

/** The last line break, else the last space, shortly before `limit`; else `limit` itself. */
function cutBefore(text: string, start: number, limit: number): number {
  const from = Math.max(limit - LOOK_BACK, start + 1)
  const near = text.slice(from, limit + 1)
  const line = near.lastIndexOf('\n')
  const space = line >= 0 ? line : lastSpace(near)
  return space > 0 ? (trim(text, start, from + space)?.end ?? limit) : wholeCharacters(text, limit)
}

function lastSpace(near: string): number {
  for (let index = near.length - 1; index >= 0; index--) if (/\s/.test(near[index]!)) return index
  return -1
}

/** Some words before the cut, from the beginning of one; always further on than the piece before. */
function overlapStart(text: string, start: number, end: number): number {
  const from = Math.max(end - OVERLAP, start + 1)
  const space = text.slice(from, end).search(/\s\S/)
  const begin = space >= 0 ? from + space + 1 : from
  return isLowSurrogate(text, begin) ? begin + 1 : begin
}

function trim(text: string, start: number, end: number): { start: number; end: number } | null {
  let from = start
  let to = end
  while (from < to && /\s/.test(text[from]!)) from++
  while (to > from && /\s/.test(text[to - 1]!)) to--
  return from < to ? { start: from, end: to } : null
}

/** The offset, or the one before it when it stands inside a surrogate pair. */
function wholeCharacters(text: string, offset: number): number {
  return isLowSurrogate(text, offset) ? offset - 1 : offset
}

function isLowSurrogate(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset)
  return code >= 0xdc00 && code <= 0xdfff && offset > 0 && (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800
}
