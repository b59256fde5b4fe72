import { randomUUID } from 'node:crypto'
import { type ErrorBody, errorStatuses } from '#lib/core/contract/error-body.ts'
import { DocentError } from '#lib/core/errors.ts'
import { logError } from './log.ts'
import { requestId as currentRequestId } from './request-id.ts'

/** The one place where errors become HTTP. What is not a `DocentError` is logged whole and answered blank. */
export function errorResponse(error: unknown): Response {
  const requestId = currentRequestId() ?? randomUUID()
  if (!(error instanceof DocentError)) {
    logError('request', error, { requestId })
    const message = 'Something went wrong on our side. Nothing of yours is lost.'
    return refusal({ code: 'unexpected', message, nextStep: 'Try again in a moment.', requestId })
  }
  const { code, message, nextStep, retryAfter } = error
  return refusal({ code, message, nextStep, requestId }, retryAfter)
}

function refusal(error: ErrorBody['error'], retryAfter?: number): Response {
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter)
  return Response.json({ error } satisfies ErrorBody, { status: errorStatuses[error.code], headers })
}
