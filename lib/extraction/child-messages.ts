import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import type { ExtractionFailureCode } from '#lib/core/ingestion/extraction-failure.ts'

/** The file descriptor on which the child speaks: its standard output belongs to whatever library prints. */
export const MESSAGE_DESCRIPTOR = 3

/** One JSON value a line: `started`, any number of `progress`, then one of the others. */
export type ChildMessage =
  | { kind: 'started' }
  | { kind: 'progress'; page: number; pages: number }
  | { kind: 'done'; structured: StructuredText }
  | { kind: 'failed'; code: ExtractionFailureCode; detail: string }
