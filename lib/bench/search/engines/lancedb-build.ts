import { loadPeer } from '../../peers/load-peer.ts'
import { readBlocks, type VectorFile } from '../../vectors/vector-file.ts'
import type { OpenSearch } from '../search-side.ts'
import type { LanceDb } from './lancedb.ts'

/** Writes the table; those who search are other processes. */
export const openSide: OpenSearch = async ({ file, scratch }) => {
  const { connect } = await loadPeer<LanceDb>('@lancedb/lancedb')
  const arrow = await loadPeer<Arrow>('apache-arrow')
  const database = await connect(scratch)
  let table: { add(data: unknown): Promise<unknown> } | null = null
  for (const batch of batches(arrow, file)) {
    if (table) await table.add(batch)
    else table = await database.createTable('rows', batch)
  }
  return { ask: () => [] }
}

/** Each becomes a fragment of the table: few, so that they cost nothing. */
const BATCH_ROWS = 20_000

function* batches(arrow: Arrow, file: VectorFile): Generator<unknown> {
  let values = new Float32Array(Math.min(BATCH_ROWS, file.rows) * file.dimension)
  let filled = 0
  let first = 0
  for (const block of readBlocks(file)) {
    for (let at = 0; at < block.count; at++) {
      const row = block.values.subarray(at * file.stored, (at + 1) * file.stored)
      values.set(row, filled++ * file.dimension)
      const last = first + filled === file.rows
      if (filled < BATCH_ROWS && !last) continue
      yield table(arrow, file.dimension, first, values.subarray(0, filled * file.dimension))
      first += filled
      filled = 0
      values = new Float32Array(values.length)
    }
  }
}

function table(arrow: Arrow, dimension: number, first: number, values: Float32Array): unknown {
  const length = values.length / dimension
  const list = new arrow.FixedSizeList(dimension, new arrow.Field('item', new arrow.Float32(), true))
  const fields = [new arrow.Field('id', new arrow.Int32(), true), new arrow.Field('vector', list, true)]
  const children = [
    arrow.makeData({
      type: fields[0]!.type,
      length,
      data: Int32Array.from({ length }, (_, at) => first + at),
    }),
    arrow.makeData({
      type: list,
      length,
      child: arrow.makeData({ type: new arrow.Float32(), length: values.length, data: values }),
    }),
  ]
  const data = arrow.makeData({ type: new arrow.Struct(fields), length, children })
  return new arrow.Table(new arrow.RecordBatch(new arrow.Schema(fields), data))
}

/** The little of apache-arrow that is used here. */
interface Arrow {
  Field: new (name: string, type: unknown, nullable: boolean) => { type: unknown }
  FixedSizeList: new (size: number, field: unknown) => unknown
  Float32: new () => unknown
  Int32: new () => unknown
  RecordBatch: new (schema: unknown, data: unknown) => unknown
  Schema: new (fields: unknown[]) => unknown
  Struct: new (fields: unknown[]) => unknown
  Table: new (batch: unknown) => unknown
  makeData(of: object): unknown
}
