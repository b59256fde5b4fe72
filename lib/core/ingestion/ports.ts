import type { DocumentFormat } from '../documents/formats.ts'
import type { StructuredText } from '../documents/structured-text.ts'

export interface Extractor {
  /** Reads an uploaded file, isolated from us. Throws `ExtractionFailure`. */
  extract(
    key: string,
    format: DocumentFormat,
    onProgress: (progress: { page: number; pages: number }) => void,
  ): Promise<StructuredText>
}
