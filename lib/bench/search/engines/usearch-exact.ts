import { loadPeer } from '../../peers/load-peer.ts'
import { readAll } from '../../vectors/vector-file.ts'
import type { OpenSearch } from '../search-side.ts'

/** float32, every pair, all processors. */
export const openSide: OpenSearch = async ({ file, k }) => {
  const { exactSearch, MetricKind } = await loadPeer<Usearch>('usearch')
  const all = readAll(file)
  return {
    ask({ vector }) {
      // A copy: it takes an array's memory from the beginning, wherever the array begins in it.
      const query = new Float32Array(vector)
      return Array.from(exactSearch(all, query, file.dimension, k, MetricKind.IP).keys, Number)
    },
  }
}

/** The little of usearch that is used here. */
interface Usearch {
  MetricKind: { IP: string }
  exactSearch(
    all: Float32Array,
    query: Float32Array,
    dimension: number,
    k: number,
    metric: string,
  ): { keys: BigUint64Array }
}
