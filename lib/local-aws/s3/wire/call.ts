import type { IncomingHttpHeaders } from 'node:http'
import type { LocalRequest } from '../../service.ts'
import type { VerifiedSignature } from '../../sigv4.ts'
import { percentDecode, type Query, splitUrl } from '../../sigv4-encoding.ts'
import { S3Error } from '../s3-error.ts'

/** One request in S3's terms. Empty `bucket`: the service itself; empty `key`: the bucket itself. */
export interface S3Call {
  method: string
  bucket: string
  key: string
  query: Query
  /** As sent; for a presigned address also the x-amz- headers that are in its query. */
  headers: IncomingHttpHeaders
  /** Undefined for what S3 takes without one: POST forms (they carry a policy) and CORS preflights. */
  signature: VerifiedSignature | undefined
  body: AsyncIterable<Buffer>
}

export interface S3Reply {
  status: number
  headers?: Record<string, string>
  body?: string | AsyncIterable<Buffer>
}

/** Path style only: /bucket/key. The key is whatever follows, decoded once and never normalised. */
export function readCall(request: LocalRequest): S3Call {
  const { path, query } = splitUrl(request.url ?? '/')
  if (!path.startsWith('/')) throw new S3Error('InvalidURI', 400, 'Could not parse the specified URI.')
  const slash = path.indexOf('/', 1)
  const bucket = decodeUtf8(slash === -1 ? path.slice(1) : path.slice(1, slash))
  const key = slash === -1 ? '' : decodeUtf8(path.slice(slash + 1))
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw keyTooLong()
  const hoisted = query
    .filter(([name]) => /^x-amz-/i.test(name))
    .map(([name, value]) => [name.toLowerCase(), value])
  return {
    method: request.method ?? 'GET',
    bucket,
    key,
    query,
    headers: { ...Object.fromEntries(hoisted), ...request.headers },
    signature: undefined,
    body: request,
  }
}

export function queryValue(call: S3Call, name: string): string | undefined {
  return call.query.find(([key]) => key === name)?.[1]
}

export function headerValue(call: S3Call, name: string): string | undefined {
  return call.headers[name]?.toString()
}

/** S3's limit on a key, in UTF-8 bytes. */
export const MAX_KEY_BYTES = 1024

export function keyTooLong(): S3Error {
  return new S3Error('KeyTooLongError', 400, 'Your key is too long.', { MaxSizeAllowed: `${MAX_KEY_BYTES}` })
}

export function decodeUtf8(text: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(percentDecode(text))
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new S3Error('InvalidURI', 400, 'The key is not valid UTF-8.', {}, { cause })
    throw cause
  }
}
