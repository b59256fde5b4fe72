import { requestId } from './request-id.ts'

/**
 * One JSON object a line, with the id of the request it belongs to. What is logged never holds a token, a
 * ticket, a question or an answer.
 */
export function logError(what: string, error: unknown, fields: Record<string, unknown> = {}): void {
  print(process.stderr, 'error', what, { ...fields, ...errorFields(error) })
}

export function logInfo(what: string, fields: Record<string, unknown> = {}): void {
  print(process.stdout, 'info', what, fields)
}

/** Past the console, before whose lines a Lambda puts words of its own: a filter of JSON would pass them over. */
function print(
  to: NodeJS.WritableStream,
  level: string,
  what: string,
  fields: Record<string, unknown>,
): void {
  const id = requestId()
  const said = { level, at: new Date().toISOString(), what, ...(id && { requestId: id }), ...fields }
  to.write(`${JSON.stringify(said)}\n`)
}

function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) }
  const cause = error.cause === undefined ? {} : { cause: errorFields(error.cause) }
  return { error: error.name, message: error.message, stack: error.stack, ...cause }
}
