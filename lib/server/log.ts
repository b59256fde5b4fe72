import { requestId } from './request-id.ts'

/**
 * One JSON object a line, with the id of the request it belongs to. What is logged never holds a token, a
 * ticket, a question or an answer.
 */
export function logError(what: string, error: unknown, fields: Record<string, unknown> = {}): void {
  console.error(line('error', what, { ...fields, ...errorFields(error) }))
}

export function logInfo(what: string, fields: Record<string, unknown> = {}): void {
  console.log(line('info', what, fields))
}

function line(level: string, what: string, fields: Record<string, unknown>): string {
  const id = requestId()
  return JSON.stringify({
    level,
    at: new Date().toISOString(),
    what,
    ...(id && { requestId: id }),
    ...fields,
  })
}

function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) }
  const cause = error.cause === undefined ? {} : { cause: errorFields(error.cause) }
  return { error: error.name, message: error.message, stack: error.stack, ...cause }
}
