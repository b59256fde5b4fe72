import type { OpenSide } from '../sides/side.ts'
import type { VectorFile } from '../vectors/vector-file.ts'

/** What an engine is opened with. */
export interface SearchOptions {
  file: VectorFile
  /** A folder of its own, which it may find filled by the one that built for it. */
  scratch: string
  /** Rows it will be asked for. */
  k: number
}
/** `how` only where an engine has several ways. */
export interface SearchQuery {
  vector: Float32Array
  how?: 'search' | 'flat' | 'pass'
}

/** A module with an `openSide` of this kind is an engine: it answers the numbers of the nearest rows, nearest first. */
export type OpenSearch<More = unknown> = OpenSide<SearchOptions & More, SearchQuery, number[]>
