import { expect, it } from 'vitest'
import type { StructuredText } from '../../documents/structured-text.ts'
import { encodedText } from '../../ingestion/encode-passages.ts'
import { splitIntoPassages } from '../../ingestion/split-passages.ts'
import { LexicalSegment } from '../lexical/lexical-segment.ts'
import { lookUpWords } from '../lexical/look-up-words.ts'
import { buildPack } from './build-pack.ts'

/** A table, as a reader of sheets says it. */
function table(rows: string[]): StructuredText {
  let end = -2
  const blocks = rows.map(row => {
    const start = end + 2
    end = start + row.length
    return { kind: 'table-row' as const, start, end, headingPath: ['Costs'] }
  })
  return {
    format: 'txt',
    title: null,
    pageCount: null,
    unreadablePages: [],
    leftOut: [],
    text: rows.join('\n\n'),
    blocks,
  }
}

it('knows each part of a long table by its columns, which stand in the first only', async () => {
  const rows = Array.from({ length: 300 }, (_, at) => `Town ${at}\t${at * 3}\t${at * 7}`)
  const passages = splitIntoPassages(table(['Place\tSpring\tQuarter', ...rows]))
  expect(passages.length).toBeGreaterThan(5)
  expect(passages.at(-1)!.text).not.toContain('Quarter')
  expect(encodedText(passages.at(-1)!)).toMatch(/^Costs\nPlace\tSpring\tQuarter\nTown/)

  const stored = passages.map(passage => ({
    ...passage,
    ...{ documentId: 'doc_1', contentHash: `${passage.ordinal}`, vector: Float32Array.of(1, 0) },
  }))
  const { lexical } = await buildPack('bot_1', { id: 'doc_1', name: 'Costs.csv' }, stored)
  const segment = new LexicalSegment(lexical)
  const live = [{ from: 0, to: segment.rows }]
  const { words } = lookUpWords([{ segment, live }], 'Which quarter?')
  expect(words).toEqual([{ word: 'quarter', passages: passages.length }])
})
