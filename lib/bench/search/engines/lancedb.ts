import { loadPeer } from '../../peers/load-peer.ts'
import type { OpenSearch } from '../search-side.ts'

/** Flat, float32, on disk, as it is without an index; its own default distance. */
export const openSide: OpenSearch = async ({ scratch, k }) => {
  const { connect } = await loadPeer<LanceDb>('@lancedb/lancedb')
  const table = await (await connect(scratch)).openTable('rows')
  return {
    async ask({ vector }) {
      const found = await table.query().nearestTo(vector).select(['id', '_distance']).limit(k).toArray()
      return found.map(({ id }) => id)
    },
  }
}

/** The little of LanceDB that is used here. */
export interface LanceDb {
  connect(folder: string): Promise<{
    createTable(name: string, data: unknown): Promise<{ add(data: unknown): Promise<unknown> }>
    openTable(name: string): Promise<{ query(): { nearestTo(vector: Float32Array): Query } }>
  }>
}
interface Query {
  select(columns: string[]): Query
  limit(rows: number): Query
  toArray(): Promise<{ id: number }[]>
}
