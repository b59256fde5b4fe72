import type { LocalAccount, LocalRequest } from '../../service.ts'
import {
  SignatureError,
  type SignatureErrorCode,
  type VerifiedSignature,
  verifySignature,
} from '../../sigv4.ts'
import { S3Error } from '../s3-error.ts'

/** Checks a request's signature and answers its faults in S3's own words. The body is checked as it arrives. */
export function authenticate(request: LocalRequest, account: LocalAccount, now: Date): VerifiedSignature {
  const { method = 'GET', url = '/', headers } = request
  const inHeader = headers.authorization !== undefined
  if (inHeader && headers['x-amz-content-sha256'] === undefined) {
    throw new S3Error('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256')
  }
  try {
    return verifySignature({ method, url, headers }, { account, service: 's3', now })
  } catch (error) {
    if (error instanceof SignatureError) throw asS3Error(error, inHeader)
    throw error
  }
}

function asS3Error(error: SignatureError, inHeader: boolean): S3Error {
  const [code, status] = (inHeader ? IN_HEADER : IN_QUERY)[error.code]
  return new S3Error(code, status, error.message)
}

const IN_HEADER: Record<SignatureErrorCode, [string, number]> = {
  MissingAuthenticationToken: ['AccessDenied', 403],
  InvalidClientTokenId: ['InvalidAccessKeyId', 403],
  SignatureDoesNotMatch: ['SignatureDoesNotMatch', 403],
  ExpiredToken: ['RequestTimeTooSkewed', 403],
  IncompleteSignature: ['AuthorizationHeaderMalformed', 400],
}
const IN_QUERY: Record<SignatureErrorCode, [string, number]> = {
  ...IN_HEADER,
  ExpiredToken: ['AccessDenied', 403],
  IncompleteSignature: ['AuthorizationQueryParametersError', 400],
}
