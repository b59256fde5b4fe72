import { closeSync, openSync, readSync } from 'node:fs'

/** Vectors on disk, so that every side's process reads the same: float32, little-endian, row after row. */
export interface VectorFile {
  path: string
  rows: number
  /** Values of a row in the file. */
  stored: number
  /** Values of a row as it is searched: what is stored, then zeros. They leave every cosine as it is. */
  dimension: number
}

/** Small enough to leave no trace in a side's memory. */
const BLOCK_ROWS = 500

/** Blocks of rows in order, each `count` rows × `stored` values; the buffer is used again for the next one. */
export function* readBlocks(
  file: VectorFile,
): Generator<{ from: number; count: number; values: Float32Array }> {
  const buffer = new Float32Array(Math.min(BLOCK_ROWS, file.rows) * file.stored)
  const handle = openSync(file.path, 'r')
  try {
    for (let from = 0; from < file.rows; from += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, file.rows - from)
      const values = buffer.subarray(0, count * file.stored)
      readWhole(handle, new Uint8Array(values.buffer, 0, values.byteLength), from * file.stored * 4)
      yield { from, count, values }
    }
  } finally {
    closeSync(handle)
  }
}

/** Each row as it is searched, a copy of its own unless `reused` says that one array will do. */
export function* readRows(file: VectorFile, { reused = false } = {}): Generator<Float32Array> {
  const one = new Float32Array(file.dimension)
  for (const { count, values } of readBlocks(file)) {
    for (let at = 0; at < count; at++) {
      const row = reused ? one : new Float32Array(file.dimension)
      row.set(values.subarray(at * file.stored, (at + 1) * file.stored))
      yield row
    }
  }
}

/** Some rows by their number, as they are stored. */
export function readSome(file: VectorFile, rows: readonly number[]): Float32Array[] {
  const handle = openSync(file.path, 'r')
  try {
    return rows.map(row => {
      const values = new Float32Array(file.stored)
      readWhole(handle, new Uint8Array(values.buffer), row * file.stored * 4)
      return values
    })
  } finally {
    closeSync(handle)
  }
}

/** All rows in one array. */
export function readAll(file: VectorFile): Float32Array {
  const all = new Float32Array(file.rows * file.dimension)
  let at = 0
  for (const row of readRows(file, { reused: true })) {
    all.set(row, at)
    at += file.dimension
  }
  return all
}

function readWhole(handle: number, bytes: Uint8Array, position: number): void {
  let got = 0
  while (got < bytes.length) {
    const count = readSync(handle, bytes, got, bytes.length - got, position + got)
    if (count === 0) throw new Error('The file of vectors ends too early.')
    got += count
  }
}
