import { type Finding, unknown } from './finding.ts'

/** AWS does not know who asks, or no longer. */
const NOBODY = [
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]

export function isNobody(error: unknown): boolean {
  return NOBODY.includes(nameOf(error))
}

export function isForbidden(error: unknown): boolean {
  return /^AccessDenied|^NotAuthorized|^Forbidden$/.test(nameOf(error)) || statusOf(error) === 403
}

export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

/** Why AWS did not let us see something. `right`: what looking takes. */
export function notSeen(what: string, right: string, error: unknown): Finding {
  if (isNobody(error)) return unknown(`${what}: AWS does not know who asks; see the line about credentials.`)
  if (isForbidden(error)) return unknown(`${what}: your credentials have no right to look (${right}).`)
  return unknown(`${what}: AWS could not be asked (${whyOf(error)}).`)
}

/** In a line. */
export function whyOf(error: unknown): string {
  const { cause } = error as Error
  const said = cause instanceof Error && error instanceof TypeError ? cause : (error as Error)
  // OpenSSL's message is the place in its source; what it means stands beside it.
  const { code, reason } = said as Error & { code?: unknown; reason?: string }
  // Of a time-out the code is a bare number.
  const name = typeof code === 'string' ? `${code}: ` : ''
  return `${name}${reason ?? said.message}`.replaceAll(/\s+/g, ' ')
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
}
