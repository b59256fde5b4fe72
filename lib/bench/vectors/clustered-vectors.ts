import { closeSync, openSync, writeSync } from 'node:fs'
import { type Chance, chance } from './chance.ts'
import type { VectorFile } from './vector-file.ts'

const CENTRES = 1_000
const DIMENSION = 1_024
/** Rows made before they are written. */
const BLOCK_ROWS = 1_000

/**
 * Writes unit vectors that lie about centres, as those of texts about a thousand subjects do: some subjects
 * have thousands of texts, most have few, and some texts stray far. Answers queries made in the same way.
 */
export function writeClustered(
  path: string,
  rows: number,
  queries: number,
): { file: VectorFile; queries: Float32Array[] } {
  const by = chance(20_261_121)
  const centres = Array.from({ length: CENTRES }, () =>
    unit(Float32Array.from({ length: DIMENSION }, by.bell)),
  )
  const handle = openSync(path, 'w')
  const block = new Float32Array(BLOCK_ROWS * DIMENSION)
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from)
    for (let at = 0; at < count; at++) block.set(strayed(centres, by), at * DIMENSION)
    writeSync(handle, new Uint8Array(block.buffer, 0, count * DIMENSION * 4))
  }
  closeSync(handle)
  return {
    file: { path, rows, stored: DIMENSION, dimension: DIMENSION },
    queries: Array.from({ length: queries }, () => strayed(centres, by)),
  }
}

/** The centres with low numbers are chosen more often: the first one is that of about 3 % of all. */
function strayed(centres: Float32Array[], by: Chance): Float32Array {
  const centre = centres[Math.floor(by.number() ** 2 * CENTRES)]!
  const far = (0.6 + 0.6 * by.number()) / Math.sqrt(DIMENSION)
  const vector = new Float32Array(DIMENSION)
  for (let i = 0; i < DIMENSION; i++) vector[i] = centre[i]! + far * by.bell()
  return unit(vector)
}

function unit(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  const length = Math.sqrt(sum)
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / length
  return vector
}
