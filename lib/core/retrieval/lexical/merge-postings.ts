import type { RowRange } from '../row-range.ts'
import { LexicalSegment } from './lexical-segment.ts'
import type { Hits } from './read-postings.ts'
import { isTitle } from './section-layout.ts'
import { type LanguageRun, SectionWriter } from './section-writer.ts'
import { compare, type TermCursor } from './term-cursor.ts'

export interface LexicalPart {
  bytes: Uint8Array
  live: readonly RowRange[]
}

/**
 * One section of the live rows of several, in order: the same bytes as `buildLexical` makes of the documents
 * that are left. Terms that only dead rows had are gone.
 */
export function mergeLexical(parts: readonly LexicalPart[]): Uint8Array {
  const sources = openParts(parts)
  const rowsTogether = sources.reduce((sum, { segment }) => sum + segment.rows, 0)
  const merged = { rows: new Uint32Array(rowsTogether), counts: new Uint32Array(rowsTogether) }
  const writer = new SectionWriter()
  for (;;) {
    const having = sourcesOfFirstTerm(sources)
    if (having.length === 0) break
    let length = 0
    for (const source of having) length = readRows(source, merged, length)
    if (length > 0) writer.add(having[0]!.cursor.term, merged.rows, merged.counts, length)
    for (const source of having) source.more = source.cursor.next()
  }
  return writer.finish(lengthsOf(sources), runsOf(sources))
}

interface Source {
  segment: LexicalSegment
  live: readonly RowRange[]
  cursor: TermCursor
  more: boolean
  /** What to add to a row of each live range to have its row in the merged section. */
  shifts: number[]
}

function openParts(parts: readonly LexicalPart[]): Source[] {
  let next = 0
  return parts.map(({ bytes, live }) => {
    const segment = new LexicalSegment(bytes)
    const cursor = segment.terms()
    const shifts = live.map(({ from, to }) => {
      const shift = next - from
      next += to - from
      return shift
    })
    return { segment, live, cursor, more: cursor.next(), shifts }
  })
}

function sourcesOfFirstTerm(sources: readonly Source[]): Source[] {
  let having: Source[] = []
  for (const source of sources) {
    if (!source.more) continue
    const order = having.length === 0 ? 0 : compare(source.cursor.term, having[0]!.cursor.term)
    if (order < 0) having = [source]
    else if (order === 0) having.push(source)
  }
  return having
}

/** Appends the live rows of the term where the cursor stands, by their numbers in the merged section. */
function readRows({ segment, live, cursor, shifts }: Source, merged: Hits, start: number): number {
  if (isTitle(cursor.term)) {
    let end = start
    let range = 0
    for (const { from, to } of segment.readRuns(cursor.postings, live)) {
      while (from >= live[range]!.to) range++
      for (let row = from; row < to; row++) merged.rows[end++] = row + shifts[range]!
    }
    return end
  }
  const end = segment.read(cursor.postings, live, merged, start)
  let range = 0
  for (let at = start; at < end; at++) {
    while (merged.rows[at]! >= live[range]!.to) range++
    merged.rows[at]! += shifts[range]!
  }
  return end
}

function lengthsOf(sources: readonly Source[]): number[] {
  const lengths: number[] = []
  for (const { segment, live } of sources)
    for (const { from, to } of live) for (let row = from; row < to; row++) lengths.push(segment.lengths[row]!)
  return lengths
}

function runsOf(sources: readonly Source[]): LanguageRun[] {
  const merged: LanguageRun[] = []
  let rows = 0
  for (const { segment, live } of sources) {
    let range = 0
    let start = 0
    for (const { end, language } of segment.languageRuns()) {
      for (; range < live.length && live[range]!.from < end; range++) {
        const { from, to } = live[range]!
        rows += Math.max(0, Math.min(to, end) - Math.max(from, start))
        if (merged.at(-1)?.language === language) merged.at(-1)!.end = rows
        else merged.push({ end: rows, language })
        if (to > end) break
      }
      start = end
    }
  }
  return merged
}
