import { createHash } from 'node:crypto'
import { hmac, isSignature, type VerifiedSignature } from '../../sigv4.ts'
import { S3Error } from '../s3-error.ts'
import { ByteReader } from './byte-reader.ts'

/**
 * Takes the aws-chunked encoding off a body, yields its bytes and returns its trailers (lower-case names).
 * With `signed`, each chunk's signature, chained to the request's own, is checked after its last byte has been
 * yielded: keep nothing before the generator has returned.
 * Source: "Signature calculations for the Authorization header: transferring a payload in multiple chunks" and
 * "… including trailing headers", Amazon S3 API reference.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  signed: VerifiedSignature | undefined,
  expectsTrailers: boolean,
): AsyncGenerator<Buffer, Map<string, string>> {
  const reader = new ByteReader(source)
  let previous = signed?.signature ?? ''
  const check = (kind: string, hashes: string[], signature: string | undefined) => {
    if (signed === undefined) return
    const toSign = [`AWS4-HMAC-SHA256-${kind}`, signed.amzDate, signed.scope, previous, ...hashes].join('\n')
    if (signature === undefined || !isSignature(hmac(signed.key, toSign), signature)) {
      throw new S3Error('SignatureDoesNotMatch', 403, 'The signature of a chunk does not match.')
    }
    previous = signature
  }

  for (;;) {
    const line = (await reader.until(CRLF, MAX_LINE))?.toString('latin1')
    const header = /^([0-9a-fA-F]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line ?? '')
    if (header === null) throw incomplete()
    const length = Number.parseInt(header[1]!, 16)
    const hash = createHash('sha256')
    for (let left = length; left > 0; ) {
      if (reader.buffered.length === 0 && !(await reader.fill())) throw incomplete()
      const bytes = reader.consume(left)
      left -= bytes.length
      hash.update(bytes)
      yield bytes
    }
    check('PAYLOAD', [EMPTY_SHA256, hash.digest('hex')], header[2])
    if (length === 0) break
    const end = await reader.until(CRLF, 0)
    if (end === undefined) throw incomplete()
  }

  const trailers = new Map<string, string>()
  for (;;) {
    const line = (await reader.until(CRLF, MAX_LINE))?.toString('latin1')
    if (line === undefined) throw incomplete()
    if (line === '') break
    const colon = line.indexOf(':')
    if (colon < 1 || trailers.size > MAX_TRAILERS) throw incomplete()
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  if (reader.buffered.length > 0 || (await reader.fill())) throw incomplete()
  if (expectsTrailers) {
    const signature = trailers.get('x-amz-trailer-signature')
    trailers.delete('x-amz-trailer-signature')
    const text = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('')
    check('TRAILER', [createHash('sha256').update(text).digest('hex')], signature)
  }
  return trailers
}

const CRLF = Buffer.from('\r\n')
/** A chunk's header is about 100 bytes, a trailer's value at most a SHA-256. */
const MAX_LINE = 512
const MAX_TRAILERS = 10
const EMPTY_SHA256 = createHash('sha256').digest('hex')

function incomplete(): S3Error {
  return new S3Error('IncompleteBody', 400, 'The aws-chunked body is broken or ends too early.')
}
