import { randomUUID } from 'node:crypto'
import { type ErrorBody, errorStatuses } from '#lib/core/contract/error-body.ts'
import { DocentError } from '#lib/core/errors.ts'
import { logError } from './log.ts'
import { requestId as currentRequestId } from './request-id.ts'

/** The one place where errors become HTTP. What is not a `DocentError` is logged whole and answered blank. */
export function errorResponse(error: unknown): Response {
  const requestId = currentRequestId() ?? randomUUID()
  if (isOutOfReach(error)) {
    logError('request', error, { requestId })
    const message = 'A part of Docent does not answer at the moment. What is stored is kept.'
    return refusal(
      { code: 'unavailable', message, nextStep: 'Try again in a minute.', requestId },
      OUTAGE_SECONDS,
    )
  }
  if (!(error instanceof DocentError)) {
    logError('request', error, { requestId })
    const message = 'Something went wrong on our side. Nothing of yours is lost.'
    return refusal({ code: 'unexpected', message, nextStep: 'Try again in a moment.', requestId })
  }
  const { code, message, nextStep, retryAfter } = error
  return refusal({ code, message, nextStep, requestId }, retryAfter)
}

/** After so long somebody may have been woken. */
const OUTAGE_SECONDS = 60
const NOT_REACHED =
  /^(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/

/** A service of AWS that fails or does not answer, by what its client says of it. */
function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof DocentError) return false
  const { $fault, code } = error as { $fault?: string; code?: string }
  return $fault === 'server' || error.name === 'TimeoutError' || NOT_REACHED.test(code ?? '')
}

function refusal(error: ErrorBody['error'], retryAfter?: number): Response {
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter)
  return Response.json({ error } satisfies ErrorBody, { status: errorStatuses[error.code], headers })
}
