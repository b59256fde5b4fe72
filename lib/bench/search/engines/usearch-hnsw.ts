import { loadPeer } from '../../peers/load-peer.ts'
import { readRows } from '../../vectors/vector-file.ts'
import type { OpenSearch } from '../search-side.ts'

/** float32 in a graph of near ones, its own defaults. */
export const openSide: OpenSearch = async ({ file, k }) => {
  const { Index, MetricKind, ScalarKind } = await loadPeer<Usearch>('usearch')
  const index = new Index({
    dimensions: file.dimension,
    metric: MetricKind.IP,
    quantization: ScalarKind.F32,
    connectivity: 16,
  })
  let number = 0n
  for (const row of readRows(file)) index.add(number++, row)
  return {
    ask: ({ vector }) => Array.from(index.search(new Float32Array(vector), k, 1).keys, Number),
  }
}

/** The little of usearch that is used here. */
interface Usearch {
  Index: new (
    options: object,
  ) => {
    add(key: bigint, vector: Float32Array): void
    search(query: Float32Array, k: number, threads: number): { keys: BigUint64Array }
  }
  MetricKind: { IP: string }
  ScalarKind: { F32: string }
}
