import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import type { ExtractionFailure, ExtractionFailureCode } from '#lib/core/ingestion/extraction-failure.ts'

/** The file descriptor on which the child speaks: its standard output belongs to whatever library prints. */
export const MESSAGE_DESCRIPTOR = 3

/** One JSON value a line: `started`, any number of `progress`, then one of the others. */
export type ChildMessage =
  | { kind: 'started' }
  | { kind: 'progress'; page: number; pages: number }
  | { kind: 'done'; structured: StructuredText }
  | { kind: 'failed'; code: ExtractionFailureCode; detail: string }

/** Enough of an error to recognise it in a log. */
export const MAX_DETAIL = 600

export function failedMessage({ code, cause }: ExtractionFailure): ChildMessage {
  // The stack of some libraries' errors does not begin with what they say.
  const detail =
    cause instanceof Error ? `${cause.name}: ${cause.message}\n${cause.stack}` : String(cause ?? '')
  return { kind: 'failed', code, detail: detail.slice(0, MAX_DETAIL) }
}
