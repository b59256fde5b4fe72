import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { decodeText } from './decode-text.ts'
import { addJson, type JsonValue } from './json-blocks.ts'
import { isModestJson, type JsonLimits } from './modest-json.ts'
import { createTextBuilder } from './text-builder.ts'

/** Four values for each block that a text may have; more of anything takes the memory that a reader has. */
const MOST: JsonLimits = { values: 2_000_000, objects: 300_000, members: 50_000, depth: 100 }

/** Data: one value, or one on each line. */
export async function readJson(bytes: Uint8Array): Promise<StructuredText> {
  const text = (await decodeText(bytes)).replace(/^\ufeff/, '')
  if (!isModestJson(Buffer.from(text), MOST)) throw new ExtractionFailure('too-complex')
  const builder = createTextBuilder('json')
  addJson(builder, parse(text))
  return builder.finish()
}

function parse(text: string): JsonValue {
  try {
    return parseValue(text)
  } catch (error) {
    const lines = text.split(LINE_END).filter(line => line.trim() !== '')
    if (lines.length < 2) throw error
    return lines.map(parseValue)
  }
}

const LINE_END = /\r?\n/

/** Numbers stay as they are written: 1.10 is a price, and no number of computers holds 20 digits. */
function parseValue(text: string): JsonValue {
  return JSON.parse(text, keepWritten) as JsonValue
}

function keepWritten(_key: string, value: unknown, written?: { source?: string }): unknown {
  return typeof value === 'number' ? (written?.source ?? String(value)) : value
}
