import type { DocumentFormat } from '#lib/core/documents/formats.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { type ReadingProgress, readers } from './readers.ts'

/**
 * Bytes to text with places. Throws `ExtractionFailure` for whatever is wrong with the document.
 * Hostile bytes can make this run for ever or eat all memory: call it in a child, see extract-in-child.ts.
 * The bytes are the reader's to keep: they may be detached.
 */
export async function extract(
  bytes: Uint8Array,
  format: DocumentFormat,
  onProgress?: (progress: ReadingProgress) => void,
): Promise<StructuredText> {
  if (!Object.hasOwn(readers, format)) throw new Error(`There is no reader for ${format}.`)
  const reader = readers[format]
  try {
    if (bytes.length === 0) throw new ExtractionFailure('empty')
    await reader.check(bytes)
    const structured = await reader.read(bytes, onProgress)
    if (structured.blocks.length === 0) throw new ExtractionFailure('no-text')
    return structured
  } catch (error) {
    throw asFailure(error)
  }
}

/** A reader that trips over its input met a damaged file; one that runs out of stack met too deep a one. */
function asFailure(error: unknown): ExtractionFailure {
  if (error instanceof ExtractionFailure) return error
  return new ExtractionFailure(error instanceof RangeError ? 'too-complex' : 'damaged', { cause: error })
}
