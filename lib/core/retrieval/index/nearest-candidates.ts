import type { IndexSnapshot, LivePack } from '../packs/index-snapshot.ts'
import type { PassageKey, PassageStore } from '../ports.ts'
import { countRows, isIn } from '../row-range.ts'
import { type PreparedQuery, prepareQuery } from '../vectors/prepare-query.ts'
import { searchBits } from '../vectors/search-bits.ts'
import { unitVector } from '../vectors/unit-vector.ts'
import { cosinesOf, search } from '../vectors/vector-search.ts'

/** A row of one part of what a bot knows. */
export interface PartRow {
  part: number
  row: number
}
export type Candidate = PartRow & PassageKey & { cosine: number }

/** Fetched from the table while packs are still being loaded: a few calls, of which nobody feels anything. */
const FETCHED_COLD = 200
/** Of each such pack, however small its share. */
const FETCHED_OF_EACH = 50

/**
 * The `k` nearest of all that can be found and, behind them, `besides`, each once with its cosine, which is 0
 * where vectors cannot be compared. Of packs whose vectors have not arrived yet, the likeliest by their signs
 * are compared with the vectors of the table. Equals stand by document and ordinal. Throws RangeError for a
 * vector of another length or without direction.
 */
export async function nearestCandidates(
  passages: Pick<PassageStore, 'vectors'>,
  botId: string,
  snapshot: IndexSnapshot,
  vector: Float32Array,
  { k, besides }: { k: number; besides: readonly PartRow[] },
): Promise<Candidate[]> {
  const queries = new Map<number, PreparedQuery>()
  const near: Candidate[] = []
  const asked: Candidate[] = []
  const cold: { near: Omit<Candidate, 'cosine'>[]; asked: Omit<Candidate, 'cosine'>[] } = {
    near: [],
    asked: [],
  }
  const coldRows = snapshot.parts.reduce((sum, part) => sum + (isCold(part) ? countRows(part.alike) : 0), 0)

  for (const [part, livePack] of snapshot.parts.entries()) {
    const { pack, alike } = livePack
    const at = (row: number) => ({ part, row, ...snapshot.keyOf(part, row) })
    const here = besides.filter(one => one.part === part).map(({ row }) => row)
    const rows = here.filter(row => isIn(alike, row))
    const unlike = here.filter(row => !isIn(alike, row))
    asked.push(...unlike.map(row => ({ ...at(row), cosine: UNKNOWN })))
    if (!alike.length) continue
    const { dimension } = pack.header
    const query = queries.get(dimension) ?? prepareQuery(vector, dimension)
    queries.set(dimension, query)
    if (isCold(livePack)) {
      const share = Math.ceil((FETCHED_COLD * countRows(alike)) / Math.max(1, coldRows))
      cold.near.push(...searchBits(pack.planes, query, alike, Math.max(FETCHED_OF_EACH, share)).map(at))
      cold.asked.push(...rows.map(at))
    } else {
      near.push(...search(pack.planes, query, alike, k).map(({ row, cosine }) => ({ ...at(row), cosine })))
      const cosines = cosinesOf(pack.planes, query, rows)
      asked.push(...rows.map((row, index) => ({ ...at(row), cosine: cosines[index]! })))
    }
  }
  if (cold.near.length || cold.asked.length) {
    const cosines = await tableCosines(passages, botId, vector, [...cold.near, ...cold.asked])
    const withCosine = (rows: Omit<Candidate, 'cosine'>[]) =>
      rows.flatMap(row => {
        const cosine = cosines.get(nameOf(row))
        return cosine === undefined ? [] : [{ ...row, cosine }]
      })
    near.push(...withCosine(cold.near))
    asked.push(...withCosine(cold.asked))
  }
  const nearest = near.sort((a, b) => b.cosine - a.cosine || compareKeys(a, b)).slice(0, k)
  const once = new Map([...nearest, ...asked].map(one => [nameOf(one), one]))
  return [...once.values()]
}

/** What meaning says of a passage whose vector cannot be compared: only words find it. */
export const UNKNOWN = 0

/** By document, then by place in it. */
export function compareKeys(a: PassageKey, b: PassageKey): number {
  return a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : a.ordinal - b.ordinal
}

/** Only signs have arrived. */
function isCold({ pack }: LivePack): boolean {
  return !pack.planes.hasInt8
}

async function tableCosines(
  passages: Pick<PassageStore, 'vectors'>,
  botId: string,
  vector: Float32Array,
  rows: readonly PassageKey[],
): Promise<Map<string, number>> {
  const keys = new Map(rows.map(row => [nameOf(row), { documentId: row.documentId, ordinal: row.ordinal }]))
  const query = unitVector(vector, vector.length, 'The query')
  const found = await passages.vectors(botId, [...keys.values()])
  return new Map(
    found.map(passage => {
      const other = unitVector(passage.vector, vector.length, nameOf(passage))
      return [nameOf(passage), dot(query, other)]
    }),
  )
}

function nameOf({ documentId, ordinal }: PassageKey): string {
  return `${documentId}#${ordinal}`
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
