import type { DocumentFormat } from '../documents/formats.ts'
import type { StructuredText } from '../documents/structured-text.ts'

export interface Extractor {
  /** Reads an uploaded file, isolated from us. Throws `ExtractionFailure`, `sent-twice` where its tag is another. */
  extract(
    file: { key: string; format: DocumentFormat; tag: string },
    onProgress: (progress: { page: number; pages: number }) => void,
  ): Promise<StructuredText>
}
