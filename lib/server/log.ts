/** One JSON object a line. What is logged never holds a token, a ticket, a question or an answer. */
export function logError(what: string, error: unknown, fields: Record<string, unknown> = {}): void {
  console.error(
    JSON.stringify({ level: 'error', at: new Date().toISOString(), what, ...fields, ...errorFields(error) }),
  )
}

export function logInfo(what: string, fields: Record<string, unknown> = {}): void {
  console.log(JSON.stringify({ level: 'info', at: new Date().toISOString(), what, ...fields }))
}

function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) }
  const cause = error.cause === undefined ? {} : { cause: errorFields(error.cause) }
  return { error: error.name, message: error.message, stack: error.stack, ...cause }
}
