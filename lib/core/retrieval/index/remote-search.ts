import type { WordScores } from '../lexical/word-scores.ts'
import type { BotPacks } from '../packs/bot-packs.ts'
import type { IndexSnapshot } from '../packs/index-snapshot.ts'
import type { KnowledgeIndex, PassageKey, PassageStore, RemoteVectors } from '../ports.ts'
import { isIn } from '../row-range.ts'
import { unitVector } from '../vectors/unit-vector.ts'
import { type Candidate, compareKeys, type PartRow, UNKNOWN } from './nearest-candidates.ts'
import type { PassageTexts } from './passage-texts.ts'
import { CANDIDATES, searchPacks } from './search-packs.ts'

/** As many as the service gives: some may be of documents that were withdrawn since. */
const ASKED_FOR = 100

export interface RemoteSearchDeps {
  packs: BotPacks
  texts: PassageTexts
  passages: Pick<PassageStore, 'vectors'>
  vectors: Pick<RemoteVectors, 'query'>
}

/**
 * Search for bots whose vectors a service compares: words as in `packSearch`, from the same packs, of which
 * only what finds words is needed; meaning from `vectors`. What can be found is what the packs say: of a
 * document withdrawn a moment ago the service may still know, nobody else does.
 */
export function remoteSearch(
  deps: RemoteSearchDeps,
  options: { lexicalWeight: number },
): Pick<KnowledgeIndex, 'search' | 'lookUp'> {
  return searchPacks(deps, { ...options, vectors: false }, findCandidates)

  /** The nearest, and the best by words with a cosine from the table; each once. */
  async function findCandidates(
    botId: string,
    snapshot: IndexSnapshot,
    words: WordScores,
    vector: Float32Array,
  ): Promise<Candidate[]> {
    checkLength(snapshot, vector)
    const comparable = snapshot.parts.some(({ alike }) => alike.length)
    const byWords = words
      .top(CANDIDATES)
      .map(({ segment: part, row }) => ({ part, row, ...snapshot.keyOf(part, row) }))
    const alike = byWords.filter(({ part, row }) => isIn(snapshot.parts[part]!.alike, row))
    const keys = alike.map(({ documentId, ordinal }) => ({ documentId, ordinal }))
    const [nearest, stored] = await Promise.all([
      comparable ? deps.vectors.query(botId, vector, ASKED_FOR) : [],
      keys.length ? deps.passages.vectors(botId, keys) : [],
    ])
    const rowOf = findRows(snapshot, new Set(nearest.map(({ documentId }) => documentId)))
    const byMeaning = nearest
      .flatMap((passage): Candidate[] => {
        const row = rowOf(passage)
        return row ? [{ ...passage, ...row }] : []
      })
      .sort((a, b) => b.cosine - a.cosine || compareKeys(a, b))
      .slice(0, CANDIDATES)
    const cosines = new Map(stored.map(one => [nameOf(one), cosine(vector, one.vector)]))
    const withCosine = byWords.flatMap((row): Candidate[] => {
      const cosine = alike.includes(row) ? cosines.get(nameOf(row)) : UNKNOWN
      return cosine === undefined ? [] : [{ ...row, cosine }]
    })
    return [...new Map([...byMeaning, ...withCosine].map(one => [nameOf(one), one])).values()]
  }
}

function checkLength({ parts }: IndexSnapshot, vector: Float32Array): void {
  for (const { pack, alike } of parts)
    if (alike.length) unitVector(vector, pack.header.dimension, 'The query')
}

/** Where passages of `documents` stand; null for one that cannot be found, or not by its vector. */
function findRows(
  { parts }: IndexSnapshot,
  documents: ReadonlySet<string>,
): (passage: PassageKey) => PartRow | null {
  const places = new Map<string, PartRow & { rows: number }>()
  for (const [part, { pack, alike }] of parts.entries()) {
    let row = 0
    for (const { id, rows } of pack.header.documents) {
      if (documents.has(id) && isIn(alike, row)) {
        places.set(id, { part, row, rows })
      }
      row += rows
    }
  }
  return ({ documentId, ordinal }) => {
    const place = places.get(documentId)
    return place && ordinal < place.rows ? { part: place.part, row: place.row + ordinal } : null
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  const [one, other] = [unitVector(a, a.length, 'The query'), unitVector(b, a.length, 'A stored vector')]
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0)
}

function nameOf({ documentId, ordinal }: PassageKey): string {
  return `${documentId}#${ordinal}`
}
