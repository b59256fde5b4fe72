import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { LocalAccount } from './service.ts'
import { canonicalQuery, encodeOnce, encodeTwice, type Query, splitUrl } from './sigv4-encoding.ts'

/**
 * AWS Signature Version 4, the checking side.
 * Source: "Signature Version 4 signing process", AWS IAM user guide; S3's differences from "Authenticating
 * Requests (AWS Signature Version 4)", Amazon S3 API reference.
 *
 * Accepts the `Authorization` header and presigned query strings. Throws a `SignatureError` when the request
 * isn't proven to come from the account. `bodySha256` (lower-case hex) is the hash of the body as received.
 * What it returns is what later signatures in the same request (aws-chunked) are chained to.
 */
export function verifySignature(
  request: { method: string; url: string; headers: IncomingHttpHeaders },
  options: { account: LocalAccount; service: string; now: Date; bodySha256?: string },
): VerifiedSignature {
  const { account, service, now } = options
  const { path, query } = splitUrl(request.url)
  const claim = readClaim(request.headers, query)
  const headers: IncomingHttpHeaders = {
    ...request.headers,
    host: request.headers.host ?? request.headers[':authority']?.toString(),
  }

  checkScope(claim, account, service)
  checkTime(claim, now)
  checkSignedHeaders(claim, headers, service)

  const declared =
    headers['x-amz-content-sha256']?.toString() ??
    query.find(([name]) => name === 'X-Amz-Content-Sha256')?.[1]
  const actual = options.bodySha256
  if (actual !== undefined && declared !== undefined && SHA256_HEX.test(declared) && declared !== actual) {
    throw new SignatureError('SignatureDoesNotMatch', 'The body is not the one that was signed.')
  }

  const isS3 = service === 's3'
  const payloadHash = isS3 ? (declared ?? 'UNSIGNED-PAYLOAD') : (actual ?? declared ?? EMPTY_SHA256)
  const canonicalRequest = [
    request.method,
    isS3 ? encodeOnce(path) : encodeTwice(path),
    canonicalQuery(query),
    ...claim.signedHeaders.map(name => `${name}:${canonicalValue(headers[name])}`),
    '',
    claim.signedHeaders.join(';'),
    payloadHash,
  ].join('\n')
  const scope = `${claim.day}/${account.region}/${service}/aws4_request`
  const key = signingKey(account.secretAccessKey, claim.day, account.region, service)
  const toSign = `${ALGORITHM}\n${claim.amzDate}\n${scope}\n${sha256Hex(canonicalRequest)}`
  if (!isSignature(hmac(key, toSign), claim.signature)) {
    throw new SignatureError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    )
  }
  return { signature: claim.signature, key, amzDate: claim.amzDate, scope, payloadHash }
}

/** The key that signs one day's requests to one service; `day` is yyyymmdd in UTC. POST policies use it too. */
export function signingKey(secretAccessKey: string, day: string, region: string, service: string): Buffer {
  const name = [secretAccessKey, day, region, service].join(' ')
  const known = signingKeys.get(name)
  if (known) return known
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day))
  if (signingKeys.size >= KEPT_KEYS) signingKeys.clear()
  signingKeys.set(name, key)
  return key
}

/** A day's keys of all services, and a few more. */
const KEPT_KEYS = 100
const signingKeys = new Map<string, Buffer>()

/** Whether `hex` spells the expected signature. Takes the same time wherever the first difference is. */
export function isSignature(expected: Buffer, hex: string): boolean {
  return SHA256_HEX.test(hex) && timingSafeEqual(expected, Buffer.from(hex, 'hex'))
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** Reads yyyymmddThhmmssZ; undefined when it is not a time. */
export function parseAmzDate(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

export type SignatureErrorCode =
  | 'MissingAuthenticationToken'
  | 'InvalidClientTokenId'
  | 'SignatureDoesNotMatch'
  | 'ExpiredToken'
  | 'IncompleteSignature'

/** The request isn't proven to come from the account; each service spells `code` in its own way. */
export class SignatureError extends Error {
  readonly code: SignatureErrorCode

  constructor(code: SignatureErrorCode, message: string) {
    super(message)
    this.name = 'SignatureError'
    this.code = code
  }
}

export interface VerifiedSignature {
  /** The request's own signature, lower-case hex. */
  signature: string
  key: Buffer
  /** yyyymmddThhmmssZ */
  amzDate: string
  /** day/region/service/aws4_request */
  scope: string
  /** What was signed for the body: its SHA-256 in hex, UNSIGNED-PAYLOAD or one of the STREAMING-… names. */
  payloadHash: string
}

interface Claim {
  accessKeyId: string
  day: string
  region: string
  service: string
  terminator: string
  amzDate: string
  signedHeaders: string[]
  signature: string
  sessionToken: string | undefined
  /** Seconds a presigned request is good for; undefined for a header signature. */
  expiresIn: number | undefined
}

const ALGORITHM = 'AWS4-HMAC-SHA256'
const SHA256_HEX = /^[0-9a-f]{64}$/
const EMPTY_SHA256 = sha256Hex('')
/** AWS lets a client's clock be wrong by this much. */
const MAX_SKEW_MS = 15 * 60_000
/** AWS's ceiling for X-Amz-Expires: seven days, because a signing key lives no longer. */
const MAX_EXPIRES_SECONDS = 604_800

function readClaim(headers: IncomingHttpHeaders, query: Query): Claim {
  const fromQuery = query.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature')
  if (headers.authorization === undefined && !fromQuery) {
    throw new SignatureError('MissingAuthenticationToken', 'The request is not signed.')
  }
  if (headers.authorization !== undefined && fromQuery) {
    throw incomplete('Sign in the Authorization header or in the query string, not in both.')
  }
  return headers.authorization === undefined
    ? claimFromQuery(query)
    : claimFromHeader(headers.authorization, headers)
}

function claimFromHeader(authorization: string, headers: IncomingHttpHeaders): Claim {
  const parts = /^AWS4-HMAC-SHA256\s+(.+)$/.exec(authorization.trim())
  if (parts === null) throw incomplete(`Authorization must start with ${ALGORITHM}.`)
  const fields = new Map(
    parts[1]!.split(',').map(field => {
      const [name, ...value] = field.trim().split('=')
      return [name!, value.join('=')] as const
    }),
  )
  const field = (name: string) => {
    const value = fields.get(name)
    if (!value) throw incomplete(`Authorization header requires '${name}' parameter.`)
    return value
  }
  const token = headers['x-amz-security-token']?.toString()
  return {
    ...readCredential(field('Credential')),
    amzDate: amzDateOfHeaders(headers),
    signedHeaders: field('SignedHeaders').split(';'),
    signature: field('Signature'),
    sessionToken: token,
    expiresIn: undefined,
  }
}

function claimFromQuery(query: Query): Claim {
  const field = (name: string) => {
    const values = query.filter(([key]) => key === name)
    if (values.length !== 1 || !values[0]![1]) throw incomplete(`Query string needs '${name}' exactly once.`)
    return values[0]![1]
  }
  if (field('X-Amz-Algorithm') !== ALGORITHM) throw incomplete(`X-Amz-Algorithm only supports ${ALGORITHM}.`)
  const expires = field('X-Amz-Expires')
  const expiresIn = Number(expires)
  if (!/^\d{1,9}$/.test(expires) || expiresIn < 1 || expiresIn > MAX_EXPIRES_SECONDS) {
    throw incomplete(`X-Amz-Expires must be 1 to ${MAX_EXPIRES_SECONDS} seconds.`)
  }
  return {
    ...readCredential(field('X-Amz-Credential')),
    amzDate: field('X-Amz-Date'),
    signedHeaders: field('X-Amz-SignedHeaders').split(';'),
    signature: field('X-Amz-Signature'),
    sessionToken: query.find(([name]) => name === 'X-Amz-Security-Token')?.[1],
    expiresIn,
  }
}

function readCredential(credential: string) {
  const [accessKeyId, day, region, service, terminator, ...rest] = credential.split('/')
  if (!accessKeyId || !day || !region || !service || !terminator || rest.length > 0) {
    throw incomplete('Credential must be access key, day, region, service and aws4_request.')
  }
  return { accessKeyId, day, region, service, terminator }
}

function amzDateOfHeaders(headers: IncomingHttpHeaders): string {
  const amzDate = headers['x-amz-date']?.toString()
  if (amzDate !== undefined) return amzDate
  const date = new Date(headers.date ?? '')
  if (Number.isNaN(date.getTime())) throw incomplete("Authorization requires an 'X-Amz-Date' header.")
  return date.toISOString().replace(/[-:]|\.\d+/g, '')
}

function checkScope(claim: Claim, account: LocalAccount, service: string) {
  // A session token belongs to temporary credentials, and this account only has a permanent key.
  if (claim.accessKeyId !== account.accessKeyId || claim.sessionToken !== undefined) {
    throw new SignatureError('InvalidClientTokenId', 'The access key does not exist in our records.')
  }
  const given = `${claim.region}/${claim.service}/${claim.terminator}`
  const wanted = `${account.region}/${service}/aws4_request`
  if (given !== wanted || claim.day !== claim.amzDate.slice(0, 8)) {
    throw new SignatureError(
      'SignatureDoesNotMatch',
      `Credential should be scoped to ${wanted} and to the day of the request, not ${claim.day}/${given}.`,
    )
  }
}

function checkTime(claim: Claim, now: Date) {
  const date = parseAmzDate(claim.amzDate)
  if (date === undefined) throw incomplete('X-Amz-Date must look like 20260102T030405Z.')
  const age = now.getTime() - date.getTime()
  const oldest = claim.expiresIn === undefined ? MAX_SKEW_MS : claim.expiresIn * 1000
  if (age > oldest || age < -MAX_SKEW_MS) {
    throw new SignatureError('ExpiredToken', `The request was signed for ${claim.amzDate}: not now.`)
  }
}

function checkSignedHeaders(claim: Claim, headers: IncomingHttpHeaders, service: string) {
  const signed = new Set(claim.signedHeaders)
  // Over HTTP/2 the SDK signs the pseudo-header in its place.
  if (!signed.has('host') && !signed.has(':authority')) throw incomplete("'Host' must be a signed header.")
  // Without this a stranger could add, say, x-amz-copy-source to a request they intercepted.
  const unsigned = Object.keys(headers).filter(name => name.startsWith('x-amz-') && !signed.has(name))
  const harmless = ['x-amz-content-sha256', 'x-amz-user-agent'] // the first is in the canonical request anyway
  if (service === 's3' && unsigned.some(name => !harmless.includes(name))) {
    throw new SignatureError('SignatureDoesNotMatch', `Headers were not signed: ${unsigned.join(', ')}.`)
  }
}

function canonicalValue(value: string | string[] | undefined): string {
  return (value ?? '').toString().trim().replace(/\s+/g, ' ')
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message)
}
