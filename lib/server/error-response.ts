import { randomUUID } from 'node:crypto'
import { DocentError, type ErrorCode } from '#lib/core/errors.ts'
import { logError } from './log.ts'
import { requestId as currentRequestId } from './request-id.ts'

const statuses: Record<ErrorCode, number> = {
  invalid: 400,
  'too-large': 413,
  'signed-out': 401,
  'not-found': 404,
  conflict: 409,
  'limit-reached': 429,
  'too-many-requests': 429,
  busy: 503,
  'model-failed': 502,
  unavailable: 503,
}

export interface ErrorBody {
  error: { code: ErrorCode | 'unexpected'; message: string; nextStep: string; requestId: string }
}

/** The one place where errors become HTTP. What is not a `DocentError` is logged whole and answered blank. */
export function errorResponse(error: unknown): Response {
  const requestId = currentRequestId() ?? randomUUID()
  if (!(error instanceof DocentError)) {
    logError('request', error, { requestId })
    const message = 'Something went wrong on our side. Nothing of yours is lost.'
    return reply(500, { code: 'unexpected', message, nextStep: 'Try again in a moment.', requestId })
  }
  const { code, message, nextStep, retryAfter } = error
  return reply(statuses[code], { code, message, nextStep, requestId }, retryAfter)
}

function reply(status: number, error: ErrorBody['error'], retryAfter?: number): Response {
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter)
  return Response.json({ error } satisfies ErrorBody, { status, headers })
}
