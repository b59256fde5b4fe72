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

/** The live rows of postings, into `hits` from `start` on; returns where they end. Layout: section-layout.ts. */
export function readRows(
  bytes: Uint8Array,
  postings: Postings,
  rows: number,
  live: readonly RowRange[],
  hits: Hits,
  start: number,
): number {
  let end = start
  let next = 0
  let range = 0
  let { from, to } = live[0] ?? NO_MORE
  place = postings.from
  while (place < postings.to) {
    let value = bytes[place++]!
    if (value > 127) value = readLarge(bytes, value)
    const row = next + (value >>> 1)
    if (!(row < rows)) throw broken('a row beyond the last')
    next = row + 1
    let count = 1
    if ((value & 1) === 1) {
      count = bytes[place++]!
      if (count > 127) count = readLarge(bytes, count)
      count += 2
    }
    while (row >= to) ({ from, to } = live[++range] ?? NO_MORE)
    if (row < from) continue
    hits.rows[end] = row
    hits.counts[end] = count
    end++
  }
  return end
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
  return first > 127 ? readLarge(bytes, first) : first
}

/** The rest of a varint of more than one byte. */
function readLarge(bytes: Uint8Array, first: number): number {
  let value = first & 127
  for (let shift = 7; shift <= 28; shift += 7) {
    const byte = bytes[place++]
    if (byte === undefined) break
    value += (byte & 127) * 2 ** shift
    if (byte < 128) return value
  }
  throw broken('a number too large, or broken off')
}
