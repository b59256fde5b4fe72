import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LexicalSegment } from '../../../core/retrieval/lexical/lexical-segment.ts'
import { scoreWords } from '../../../core/retrieval/lexical/word-scores.ts'
import type { OpenLexical } from '../lexical-side.ts'

/** The product's own, over the lexical section of one pack. */
export const openSide: OpenLexical = async ({ scratch, rows, k }) => {
  const segment = new LexicalSegment(readFileSync(join(scratch, 'lexical')))
  const segments = [{ segment, live: [{ from: 0, to: rows }] }]
  return {
    ask: question =>
      scoreWords(segments, question)
        .top(k)
        .map(({ row }) => row),
  }
}
