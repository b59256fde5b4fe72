import { randomUUID } from 'node:crypto'
import { DISK_FULL, isDiskFull, logFailure } from '../full-disk.ts'
import type { LocalRequest, LocalResponse } from '../service.ts'
import { SignatureError, type SignatureErrorCode } from '../sigv4.ts'
import { CognitoError } from './cognito-error.ts'

/** Browsers call Cognito from the application's own pages, so the real service answers every origin. */
export function allowEveryOrigin(response: LocalResponse): void {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader(
    'access-control-expose-headers',
    'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
  )
}

export function answerPreflight(request: LocalRequest, response: LocalResponse): void {
  const wanted = request.headers['access-control-request-headers']?.toString() ?? ''
  response.setHeader('access-control-allow-headers', wanted)
  response.setHeader('access-control-allow-methods', 'POST')
  response.setHeader('access-control-max-age', '172800')
  response.statusCode = 200
  response.end()
}

export function answerJson(
  response: LocalResponse,
  status: number,
  result: object,
  type = 'application/x-amz-json-1.1',
): void {
  const body = JSON.stringify(result)
  response.statusCode = status
  response.setHeader('content-type', type)
  response.setHeader('content-length', Buffer.byteLength(body))
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-amzn-requestid', randomUUID())
  response.end(body)
}

/** Refusals by name; the unknown is logged whole and answered blank. */
export function answerError(response: LocalResponse, error: unknown): void {
  const refusal = asRefusal(error)
  if (refusal === undefined) logFailure('cognito failed', error)
  const code = refusal?.code ?? 'InternalErrorException'
  const message = refusal?.message ?? (isDiskFull(error) ? DISK_FULL : '')
  response.setHeader('x-amzn-errortype', `${code}:`)
  // A header holds no line breaks and nothing beyond Latin-1.
  response.setHeader('x-amzn-errormessage', message.replace(/[^\x20-\x7e]/g, '?'))
  answerJson(response, refusal === undefined ? 500 : 400, { __type: code, message })
}

function asRefusal(error: unknown): { code: string; message: string } | undefined {
  if (error instanceof CognitoError) return error
  if (error instanceof SignatureError) return { code: SIGNATURE_CODES[error.code], message: error.message }
  return undefined
}

/** As the JSON services of AWS name them. */
const SIGNATURE_CODES: Record<SignatureErrorCode, string> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'InvalidSignatureException',
  IncompleteSignature: 'IncompleteSignatureException',
}
