import type { FoundPassage, StoredPassage } from '../ports.ts'
import { LexicalIndex } from './lexical-index.ts'
import { topK, VectorPlane } from './vector-plane.ts'

/** Both rankings give this many candidates. */
const CANDIDATES = 50

/**
 * All passages of one bot, ready to be searched: exact cosine over the vectors, BM25 over the words, both
 * scaled to 0..1 over the union of their candidates and added with a weight.
 */
export class PassageIndex {
  readonly #passages: Omit<StoredPassage, 'vector'>[]
  readonly #plane: VectorPlane
  readonly #lexical: LexicalIndex
  readonly #lexicalWeight: number
  /** What it keeps in memory, roughly. */
  readonly bytes: number

  /** `lexicalWeight`, 0 to 1: the share of the words in the score. A weak encoder wants more. */
  constructor(passages: StoredPassage[], lexicalWeight: number) {
    const sorted = passages.toSorted((a, b) => compare(a.documentId, b.documentId) || a.ordinal - b.ordinal)
    this.#plane = new VectorPlane(sorted.map(({ vector }) => vector))
    this.#lexical = new LexicalIndex(sorted.map(p => [...p.place.headingPath, p.text].join('\n')))
    this.#passages = sorted.map(({ vector: _, ...passage }) => passage)
    this.#lexicalWeight = lexicalWeight
    this.bytes = sorted.reduce((sum, p) => sum + p.vector.byteLength + p.text.length * 6 + 500, 0)
  }

  get count(): number {
    return this.#passages.length
  }

  /** The best `k`, highest score first, ties by document and ordinal. */
  search(query: { vector: Float32Array; text: string }, k: number): Omit<FoundPassage, 'documentName'>[] {
    if (this.count === 0) return []
    const cosines = this.#plane.cosines(query.vector)
    const lexical = this.#lexical.score(query.text)
    const byWords = topK(lexical, CANDIDATES).filter(at => lexical[at]! > 0)
    const candidates = new Set([...topK(cosines, CANDIDATES), ...byWords])
    const meaning = scale([...candidates].map(at => [at, cosines[at]!]))
    const words = scale([...candidates].map(at => [at, lexical[at]!]))
    const score = (at: number) =>
      this.#lexicalWeight * words.get(at)! + (1 - this.#lexicalWeight) * meaning.get(at)!
    return [...candidates]
      .map(at => ({ at, score: score(at) }))
      .toSorted((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, k)
      .map(({ at, score }) => {
        const { contentHash: _, ...passage } = this.#passages[at]!
        return { ...passage, cosine: cosines[at]!, lexical: lexical[at]!, score }
      })
  }
}

/** Min-max to 0..1; all equal becomes 0. */
function scale(scores: [number, number][]): Map<number, number> {
  const values = scores.map(([, score]) => score)
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  return new Map(scores.map(([at, score]) => [at, span ? (score - low) / span : 0]))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
