import { readRows } from '../../vectors/vector-file.ts'
import type { OpenSearch } from '../search-side.ts'

/** Lists of numbers, the cosine of every pair as the textbooks have it, then everything sorted. */
export const openSide: OpenSearch = async ({ file, k }) => {
  const rows: number[][] = []
  for (const row of readRows(file, { reused: true })) rows.push(Array.from(row))
  return {
    ask({ vector }) {
      const query = Array.from(vector)
      return rows
        .map((row, at) => ({ at, similarity: cosineSimilarity(query, row) }))
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, k)
        .map(({ at }) => at)
    },
  }
}

function cosineSimilarity(a: number[], b: number[]): number {
  let dot = 0
  let aSquare = 0
  let bSquare = 0
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!
    aSquare += a[i]! * a[i]!
    bSquare += b[i]! * b[i]!
  }
  return dot / Math.sqrt(aSquare * bSquare)
}
