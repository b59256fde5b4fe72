import { CANDIDATES } from '#lib/core/retrieval/index/search-packs.ts'
import { scoreWords } from '#lib/core/retrieval/lexical/word-scores.ts'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
import { PASSAGES_FOUND } from '#lib/core/retrieval/ranking/find-passages.ts'
import { fuse } from '#lib/core/retrieval/ranking/fuse.ts'
import { rankByPhrases } from '#lib/core/retrieval/ranking/rank-by-phrases.ts'
import { prepareQuery } from '#lib/core/retrieval/vectors/prepare-query.ts'
import { cosinesOf, search } from '#lib/core/retrieval/vectors/vector-search.ts'
import type { Collection } from './collection.ts'

export const RANKINGS = ['lexical', 'vector', 'hybrid'] as const
export type RankingName = (typeof RANKINGS)[number]

/** Documents, best first, each where its best passage stands: by words, by meaning, and as the product does. */
export function rankDocuments(
  collection: Collection,
  question: { text: string; vector: Float32Array },
  lexicalWeight: number,
): Record<RankingName, string[]> {
  const { planes, segments } = collection
  const words = scoreWords(
    segments.map(({ segment }) => ({ segment, live: [{ from: 0, to: segment.rows }] })),
    question.text,
  )
  const byWords = words
    .top(CANDIDATES)
    .map(({ segment, row, score }) => ({ row: segments[segment]!.firstRow + row, lexical: score }))
  const query = prepareQuery(question.vector, planes.dimension)
  const byMeaning = search(planes, query, [{ from: 0, to: planes.rows }], CANDIDATES)

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
    .map((candidate, at) => ({ ...candidate, score: scores[at]! }))
    .sort((a, b) => b.score - a.score)
  const read = rankByPhrases(
    question.text,
    fused.slice(0, PASSAGES_FOUND).map(one => asFound(collection, one)),
  ).map(({ ordinal }) => ordinal)
  // Nobody reads the rest; where passages share a document, ten documents may reach into it.
  const hybrid = [...read, ...fused.slice(PASSAGES_FOUND).map(({ row }) => row)]

  const documentsOf = (some: readonly number[]) => [...new Set(some.map(row => collection.documents[row]!))]
  return {
    lexical: documentsOf(byWords.map(({ row }) => row)),
    vector: documentsOf(byMeaning.map(({ row }) => row)),
    hybrid: documentsOf(hybrid),
  }
}

function wordsIn({ segments }: Collection, words: ReturnType<typeof scoreWords>, row: number): number {
  const segment = segments.findLastIndex(({ firstRow }) => firstRow <= row)
  return words.of(segment, row - segments[segment]!.firstRow)
}

/** The row stands in for the ordinal. */
function asFound(
  { documents, texts }: Collection,
  { row, ...scores }: { row: number; cosine: number; lexical: number; score: number },
): FoundPassage {
  const text = texts[row]!
  return {
    documentId: documents[row]!,
    documentName: '',
    ordinal: row,
    text,
    start: 0,
    end: text.length,
    place: { headingPath: [] },
    ...scores,
  }
}
