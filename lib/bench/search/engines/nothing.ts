import { readRows } from '../../vectors/vector-file.ts'
import type { OpenSearch } from '../search-side.ts'

/** Reads every row and keeps none: what is left is Node and the reading, which no engine is charged for. */
export const openSide: OpenSearch = async ({ file }) => {
  for (const _ of readRows(file, { reused: true }));
  return { ask: () => [] }
}
