import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quantize } from '../../../core/retrieval/vectors/quantize.ts'
import { SECTION_NAMES } from '../../../core/retrieval/vectors/vector-planes.ts'
import { readRows } from '../../vectors/vector-file.ts'
import type { OpenSearch } from '../search-side.ts'

/** Quantizes and writes the planes; those who search are other processes. */
export const openSide: OpenSearch = async ({ file, scratch }) => {
  const planes = quantize(readRows(file, { reused: true }), file.rows, file.dimension)
  for (const name of SECTION_NAMES) {
    const { buffer, byteOffset, byteLength } = planes[name]
    writeFileSync(join(scratch, name), new Uint8Array(buffer, byteOffset, byteLength))
  }
  return { ask: () => [] }
}
