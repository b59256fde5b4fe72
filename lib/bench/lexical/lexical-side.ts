import { readFileSync } from 'node:fs'
import type { OpenSide } from '../sides/side.ts'

/** What an engine is opened with. */
export interface LexicalOptions {
  /** A file of passages, one JSON string a line. */
  passages: string
  /** Those to be searched, from the first. */
  rows: number
  /** A folder that its builder may have filled. */
  scratch: string
  /** Rows it will be asked for. */
  k: number
}

/** A module with an `openSide` of this kind is an engine: it answers the numbers of the best rows, best first. */
export type OpenLexical = OpenSide<LexicalOptions, string, number[]>

export function readPassages({ passages, rows }: Pick<LexicalOptions, 'passages' | 'rows'>): string[] {
  return readFileSync(passages, 'utf8')
    .split('\n', rows)
    .map(line => JSON.parse(line) as string)
}
