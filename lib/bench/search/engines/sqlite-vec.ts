import { DatabaseSync } from 'node:sqlite'
import { loadPeer } from '../../peers/load-peer.ts'
import { readRows } from '../../vectors/vector-file.ts'
import type { OpenSearch } from '../search-side.ts'

/** float32 in memory; its own default distance, which orders unit vectors as the cosine does. */
export const openSide: OpenSearch = async ({ file, k }) => {
  const { getLoadablePath } = await loadPeer<{ getLoadablePath(): string }>('sqlite-vec')
  const database = new DatabaseSync(':memory:', { allowExtension: true })
  database.loadExtension(getLoadablePath())
  database.exec(`create virtual table rows using vec0(vector float[${file.dimension}])`)
  database.exec('begin')
  const insert = database.prepare('insert into rows (rowid, vector) values (?, ?)')
  let number = 0n
  // A row's number of its own begins at 1.
  for (const row of readRows(file, { reused: true })) insert.run(++number, bytesOf(row))
  database.exec('commit')
  const nearest = database.prepare('select rowid from rows where vector match ? and k = ? order by distance')
  return {
    ask: ({ vector }) => nearest.all(bytesOf(vector), k).map(({ rowid }) => Number(rowid) - 1),
  }
}

function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
}
