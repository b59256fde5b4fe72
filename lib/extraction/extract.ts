import type { DocumentFormat, StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { assertContentMatches } from './detect-content.ts'

export interface ReadingProgress {
  page: number
  pages: number
}

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
  try {
    await assertContentMatches(bytes, format)
    const structured = await read(bytes, format, onProgress)
    if (structured.blocks.length === 0) throw new ExtractionFailure('no-text')
    return structured
  } catch (error) {
    throw asFailure(error)
  }
}

// Each reader is loaded when it is needed: together they cost ten times what a text file takes to read.
async function read(
  bytes: Uint8Array,
  format: DocumentFormat,
  onProgress?: (progress: ReadingProgress) => void,
): Promise<StructuredText> {
  switch (format) {
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes, onProgress)
    case 'docx':
      return (await import('./docx.ts')).readDocx(bytes)
    case 'txt':
      return (await import('./text.ts')).readText(bytes)
    case 'md':
      return (await import('./markdown.ts')).readMarkdown(bytes)
  }
}

/** A reader that trips over its input met a damaged file; one that runs out of stack met too deep a one. */
function asFailure(error: unknown): ExtractionFailure {
  if (error instanceof ExtractionFailure) return error
  return new ExtractionFailure(error instanceof RangeError ? 'too-complex' : 'damaged', { cause: error })
}
