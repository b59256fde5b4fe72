import { CANDIDATES } from '#lib/core/retrieval/index/search-packs.ts'
import { scoreWords } from '#lib/core/retrieval/lexical/word-scores.ts'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
import { PASSAGES_FOUND } from '#lib/core/retrieval/ranking/find-passages.ts'
import { fuse } from '#lib/core/retrieval/ranking/fuse.ts'
import { rankByPhrases } from '#lib/core/retrieval/ranking/rank-by-phrases.ts'
import type { RowRange } from '#lib/core/retrieval/row-range.ts'
import { prepareQuery } from '#lib/core/retrieval/vectors/prepare-query.ts'
import { cosinesOf, search } from '#lib/core/retrieval/vectors/vector-search.ts'
import type { Collection } from './collection.ts'

export const RANKINGS = ['lexical', 'vector', 'hybrid'] as const
export type RankingName = (typeof RANKINGS)[number]

/** Documents, best first, each where its best passage stands: by words, by meaning, and as the product does. */
export function rankDocuments(
  collection: Collection,
  question: AskedQuestion,
  lexicalWeight: number,
): Record<RankingName, string[]> {
  const { byWords, byMeaning, fused } = rankRows(collection, question, lexicalWeight)
  const read = readRows(collection, question, fused)
  // Nobody reads the rest; where passages share a document, ten documents may reach into it.
  const hybrid = [...read, ...fused.slice(PASSAGES_FOUND)]
  const documentsOf = (some: readonly { row: number }[]) => [
    ...new Set(some.map(({ row }) => collection.passages[row]!.documentId)),
  ]
  return { lexical: documentsOf(byWords), vector: documentsOf(byMeaning), hybrid: documentsOf(hybrid) }
}

export interface AskedQuestion {
  text: string
  vector: Float32Array
}

/** The passages that an answer is made from, best first, as the product finds them. `live`: all where absent. */
export function rankPassages(
  collection: Collection,
  question: AskedQuestion,
  lexicalWeight: number,
  live?: readonly RowRange[],
): FoundPassage[] {
  return readRows(collection, question, rankRows(collection, question, lexicalWeight, live).fused)
}

interface RankedRow {
  row: number
  cosine: number
  lexical: number
  score: number
}

function rankRows(
  collection: Collection,
  question: AskedQuestion,
  lexicalWeight: number,
  live: readonly RowRange[] = [{ from: 0, to: collection.passages.length }],
) {
  const { planes, segments } = collection
  const words = scoreWords(
    segments.map(({ segment, firstRow }) => ({ segment, live: within(live, firstRow, segment.rows) })),
    question.text,
  )
  const byWords = words
    .top(CANDIDATES)
    .map(({ segment, row, score }) => ({ row: segments[segment]!.firstRow + row, lexical: score }))
  const query = prepareQuery(question.vector, planes.dimension)
  const byMeaning = search(planes, query, live, CANDIDATES)

  const lexical = new Map(byWords.map(one => [one.row, one.lexical]))
  const rows = [...new Set([...byMeaning, ...byWords].map(({ row }) => row))].sort((a, b) => a - b)
  const cosines = cosinesOf(planes, query, rows)
  const candidates = rows.map((row, at) => ({
    row,
    cosine: cosines[at]!,
    lexical: lexical.get(row) ?? wordsIn(collection, words, row),
  }))
  const scores = fuse(candidates, lexicalWeight, words.asked)
  const fused = candidates
    .map((candidate, at): RankedRow => ({ ...candidate, score: scores[at]! }))
    .sort((a, b) => b.score - a.score)
  return { byWords, byMeaning, fused }
}

function within(live: readonly RowRange[], firstRow: number, rows: number): RowRange[] {
  return live.flatMap(({ from, to }) => {
    const range = { from: Math.max(from - firstRow, 0), to: Math.min(to - firstRow, rows) }
    return range.to > range.from ? [range] : []
  })
}

function readRows(
  { passages }: Collection,
  question: AskedQuestion,
  fused: readonly RankedRow[],
): (FoundPassage & { row: number })[] {
  const found = fused.slice(0, PASSAGES_FOUND).map(ranked => ({ ...passages[ranked.row]!, ...ranked }))
  return rankByPhrases(question.text, found)
}

function wordsIn({ segments }: Collection, words: ReturnType<typeof scoreWords>, row: number): number {
  const segment = segments.findLastIndex(({ firstRow }) => firstRow <= row)
  return words.of(segment, row - segments[segment]!.firstRow)
}
