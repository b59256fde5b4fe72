import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { createRtfReader } from './rtf-reader.ts'
import { readTokens } from './rtf-tokens.ts'
import { createTextBuilder } from './text-builder.ts'

/**
 * Rich text: headings by their styles and levels, paragraphs, list items and rows of tables, notes and frames after
 * what they belong to, page headers and footers last and once. Read as it comes, without a tree of it: the office
 * library needs twenty times the memory, and loses page breaks, dashes and hard blanks, so that words run together.
 */
export async function readRtf(bytes: Uint8Array): Promise<StructuredText> {
  const builder = createTextBuilder('rtf')
  const reader = createRtfReader(block => builder.add(block))
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (!readTokens(text.slice(text.indexOf('{')), reader)) throw new ExtractionFailure('damaged')
  const { title, edges } = reader.end()
  const told = new Set<string>()
  for (const block of edges) {
    if (!told.has(block.text)) builder.add(block)
    told.add(block.text)
  }
  return builder.finish({ title: title || null })
}
