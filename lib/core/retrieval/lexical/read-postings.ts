import type { RowRange } from '../row-range.ts'
import { broken } from './section-layout.ts'

/** Where the postings of a term are, and how many rows they name, dead ones included. */
export interface Postings {
  rows: number
  from: number
  to: number
}

/** Rows read out of postings, and how often each has the term. */
export interface Hits {
  rows: Uint32Array
  counts: Uint32Array
}

/**
 * The live rows of postings, into `hits` from `start` on, which must have room for the dead ones as well;
 * returns where the live ones end. Layout: section-layout.ts. Most of a question's time is spent here: each
 * loop does one thing, and what it branches on is nearly always the same.
 */
export function readRows(
  bytes: Uint8Array,
  postings: Postings,
  rows: number,
  live: readonly RowRange[],
  hits: Hits,
  start: number,
): number {
  if (postings.rows > rows) throw broken('more rows than there are')
  const end = start + postings.rows
  const deltas = postings.from + postings.rows
  const { counts } = hits
  for (let at = start, from = postings.from; at < end; at++, from++) counts[at] = bytes[from]!
  if (readDeltas(bytes, deltas, rows, hits.rows, start, end) !== postings.to) throw broken('another length')
  const [first] = live
  if (first?.from === 0 && first.to === rows) return end
  return keepLive(hits, start, end, live)
}

/** A word that often makes hardly any difference to one more: BM25 is at .99 of its most. */
export const LARGEST_COUNT = 255

/** Returns where they end. */
function readDeltas(
  bytes: Uint8Array,
  from: number,
  rows: number,
  into: Uint32Array,
  start: number,
  end: number,
): number {
  let at = from
  let next = 0
  for (let index = start; index < end; index++) {
    let delta = bytes[at++]!
    if (delta > 127) {
      delta &= 127
      for (let bits = 7; bits <= MAX_SHIFT; bits += 7) {
        const byte = bytes[at++]!
        delta |= (byte & 127) << bits
        if (byte < 128) break
      }
    }
    next += delta
    into[index] = next++
  }
  if (next > rows || at > bytes.length) throw broken('a row beyond the last')
  return at
}

/** How often each row has a word in any form, and the rows where that is not 0, as far as they were found. */
export interface Tally {
  counts: Uint16Array
  /** One longer than there are rows. */
  found: Uint32Array
  /** How often each has the very form that was asked for. */
  asked: Uint8Array
  /** How many rows had the form that was added last. */
  read: number
}

/**
 * Adds the live rows of the postings of one form to a tally in which row 0 stands at `offset`; rows that had
 * nothing there are found from `foundEnd` on. Returns where they end. What `readRows` does and a second look
 * at it, in one.
 */
export function tallyRows(
  bytes: Uint8Array,
  postings: Postings,
  rows: number,
  live: readonly RowRange[],
  tally: Tally,
  isAsked: boolean,
  offset: number,
  foundEnd: number,
): number {
  if (postings.rows > rows) throw broken('more rows than there are')
  const { counts, found, asked } = tally
  let end = foundEnd
  let read = 0
  let count = postings.from
  const deltas = count + postings.rows
  let at = deltas
  let next = 0
  let range = 0
  let { from, to } = live[0] ?? NO_MORE
  while (count < deltas) {
    let delta = bytes[at++]!
    if (delta > 127) {
      delta &= 127
      for (let bits = 7; bits <= MAX_SHIFT; bits += 7) {
        const byte = bytes[at++]!
        delta |= (byte & 127) << bits
        if (byte < 128) break
      }
    }
    const row = next + delta
    next = row + 1
    const more = bytes[count++]!
    while (row >= to) ({ from, to } = live[++range] ?? NO_MORE)
    if (row < from) continue
    if (row >= rows) break
    const before = counts[offset + row]!
    // Written always, kept when new: nothing to guess wrongly.
    found[end] = offset + row
    end += before === 0 ? 1 : 0
    counts[offset + row] = before + more
    if (isAsked) asked[offset + row] = more
    read++
  }
  if (next > rows || at !== postings.to) throw broken('a row beyond the last, or another length')
  tally.read = read
  return end
}

/** Without the rows that are not in `live`. */
function keepLive({ rows, counts }: Hits, start: number, end: number, live: readonly RowRange[]): number {
  let kept = start
  let range = 0
  let { from, to } = live[0] ?? NO_MORE
  for (let at = start; at < end; at++) {
    const row = rows[at]!
    while (row >= to) ({ from, to } = live[++range] ?? NO_MORE)
    if (row < from) continue
    rows[kept] = row
    counts[kept++] = counts[at]!
  }
  return kept
}

/** The live rows of a title's term, as runs. */
export function readRuns(
  bytes: Uint8Array,
  postings: Postings,
  rows: number,
  live: readonly RowRange[],
): RowRange[] {
  const runs: RowRange[] = []
  let next = 0
  let range = 0
  place = postings.from
  while (place < postings.to) {
    const first = next + readNumber(bytes)
    next = first + readNumber(bytes) + 1
    if (!(next <= rows)) throw broken('a row beyond the last')
    while (range < live.length && live[range]!.to <= first) range++
    for (let at = range; at < live.length && live[at]!.from < next; at++)
      runs.push({ from: Math.max(first, live[at]!.from), to: Math.min(next, live[at]!.to) })
  }
  return runs
}

/** Where the next byte is read. */
let place = 0

const NO_MORE: RowRange = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY }

function readNumber(bytes: Uint8Array): number {
  const first = bytes[place++]!
  return first > 127 ? readLarge(bytes, first & 127, 7) : first
}

/** A varint of which the bits below `shift` are in `value` already. */
function readLarge(bytes: Uint8Array, value: number, shift: number): number {
  let whole = value
  for (let bits = shift; bits <= MAX_SHIFT; bits += 7) {
    const byte = bytes[place++]
    if (byte === undefined) break
    whole |= (byte & 127) << bits
    if (byte < 128) return whole
  }
  throw broken('a number too large, or broken off')
}

/** Four bytes hold the number of any row there will be, and stay a small integer. */
const MAX_SHIFT = 21
