import { createHash } from 'node:crypto'
import { S3Error } from '../s3-error.ts'
import { decodeAwsChunked } from './aws-chunked.ts'
import { headerValue, type S3Call } from './call.ts'
import {
  CHECKSUM_ALGORITHMS,
  CHECKSUM_BYTES,
  type ChecksumAlgorithm,
  createChecksum,
  isChecksumAlgorithm,
} from './checksum.ts'

/** A body on its way in. Nothing of it may be kept until `chunks` has ended without throwing. */
export interface IncomingBody {
  chunks: AsyncIterable<Buffer>
  /** What arrived; call when `chunks` has ended. */
  arrived(): { size: number; md5: Buffer; checksum: SentChecksum | undefined }
  /** The client sent an MD5 or another checksum, which some operations insist on. */
  isGuarded: boolean
}

/** A checksum the client sent and we found right; base64. */
export interface SentChecksum {
  algorithm: ChecksumAlgorithm
  value: string
}

/** Takes the transfer encoding off and checks length, Content-MD5, signed hash and x-amz-checksum-…. */
export function receiveBody(call: S3Call, maxBytes: number): IncomingBody {
  const payload = call.signature?.payloadHash ?? 'UNSIGNED-PAYLOAD'
  const chunked = payload.startsWith('STREAMING-')
  const length = declaredLength(call, chunked)
  if (length > maxBytes) throw entityTooLarge(length, maxBytes)
  const wantedMd5 = contentMd5(call)
  const trailing = chunked ? trailingAlgorithm(call) : undefined
  const leading = leadingChecksum(call)
  if (trailing !== undefined && leading !== undefined) throw oneChecksum()

  const md5 = createHash('md5')
  const sha256 = /^[0-9a-f]{64}$/.test(payload) ? createHash('sha256') : undefined
  const algorithm = leading?.algorithm ?? trailing
  const checksum = algorithm && createChecksum(algorithm)
  let size = 0
  let digest = Buffer.alloc(0)
  let sent: SentChecksum | undefined

  async function* chunks() {
    const plain = decode(call, payload, trailing !== undefined)
    let next = await plain.next()
    for (; !next.done; next = await plain.next()) {
      size += next.value.length
      if (size > length) throw incompleteBody()
      md5.update(next.value)
      sha256?.update(next.value)
      checksum?.update(next.value)
      yield next.value
    }
    if (size !== length) throw incompleteBody()
    digest = md5.digest()
    if (wantedMd5 !== undefined && !digest.equals(wantedMd5)) throw badDigest('Content-MD5')
    if (sha256 !== undefined && sha256.digest('hex') !== payload) {
      const message = 'The provided x-amz-content-sha256 header does not match what was computed.'
      throw new S3Error('XAmzContentSHA256Mismatch', 400, message)
    }
    if (algorithm === undefined || checksum === undefined) return
    const wanted = leading?.value ?? checksumValue(algorithm, next.value.get(`x-amz-checksum-${algorithm}`))
    if (checksum.digest().toString('base64') !== wanted) throw badDigest(algorithm.toUpperCase())
    sent = { algorithm, value: wanted }
  }

  return {
    chunks: chunks(),
    arrived: () => ({ size, md5: digest, checksum: sent }),
    isGuarded: wantedMd5 !== undefined || algorithm !== undefined,
  }
}

/** For the few small documents: the whole body as text. */
export async function receiveText(
  call: S3Call,
  maxBytes: number,
): Promise<{ text: string; isGuarded: boolean }> {
  const body = receiveBody(call, maxBytes)
  const chunks = []
  for await (const chunk of body.chunks) chunks.push(chunk)
  return { text: Buffer.concat(chunks).toString('utf8'), isGuarded: body.isGuarded }
}

export function entityTooLarge(proposed: number, max: number): S3Error {
  return new S3Error('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize: `${proposed}`,
    MaxSizeAllowed: `${max}`,
  })
}

async function* decode(
  call: S3Call,
  payload: string,
  hasTrailers: boolean,
): AsyncGenerator<Buffer, Map<string, string>> {
  switch (payload) {
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return yield* decodeAwsChunked(call.body, undefined, hasTrailers)
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return yield* decodeAwsChunked(call.body, call.signature, payload.endsWith('-TRAILER'))
    default:
      yield* call.body
      return new Map()
  }
}

function declaredLength(call: S3Call, chunked: boolean): number {
  const payload = call.signature?.payloadHash
  if (chunked && payload !== undefined && !KNOWN_STREAMING.includes(payload)) {
    throw new S3Error('NotImplemented', 501, `x-amz-content-sha256 ${payload} is not implemented.`)
  }
  const header = chunked ? 'x-amz-decoded-content-length' : 'content-length'
  const value = headerValue(call, header)
  if (value === undefined && call.headers['transfer-encoding'] === undefined && !chunked) return 0
  if (value === undefined || !/^\d{1,15}$/.test(value)) {
    throw new S3Error('MissingContentLength', 411, `You must provide the ${header} HTTP header.`)
  }
  return Number(value)
}

const KNOWN_STREAMING = [
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
]

function contentMd5(call: S3Call): Buffer | undefined {
  const value = headerValue(call, 'content-md5')
  if (value === undefined) return undefined
  const bytes = Buffer.from(value, 'base64')
  if (bytes.length === 16 && bytes.toString('base64') === value) return bytes
  throw new S3Error('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.')
}

function leadingChecksum(call: S3Call): SentChecksum | undefined {
  const names = Object.keys(call.headers)
    .filter(name => name.startsWith('x-amz-checksum-'))
    .map(name => name.slice('x-amz-checksum-'.length))
    .filter(name => name !== 'algorithm' && name !== 'type' && name !== 'mode')
  if (names.length === 0) return undefined
  const [name] = names
  if (names.length > 1) throw oneChecksum()
  if (!isChecksumAlgorithm(name!)) throw unknownChecksum(name!)
  return { algorithm: name, value: checksumValue(name, headerValue(call, `x-amz-checksum-${name}`)) }
}

function trailingAlgorithm(call: S3Call): ChecksumAlgorithm | undefined {
  const name = headerValue(call, 'x-amz-trailer')?.toLowerCase()
  if (name === undefined) return undefined
  const algorithm = name.replace(/^x-amz-checksum-/, '')
  if (!isChecksumAlgorithm(algorithm)) throw unknownChecksum(name)
  return algorithm
}

function checksumValue(algorithm: ChecksumAlgorithm, value: string | undefined): string {
  const bytes = Buffer.from(value ?? '', 'base64')
  if (bytes.length === CHECKSUM_BYTES[algorithm] && bytes.toString('base64') === value) return value
  const message = `Value for x-amz-checksum-${algorithm} header is invalid.`
  throw new S3Error('InvalidRequest', 400, message)
}

function unknownChecksum(name: string): S3Error {
  const known = CHECKSUM_ALGORITHMS.join(', ')
  return new S3Error('NotImplemented', 501, `The checksum ${name} is not implemented, only ${known}.`)
}

function oneChecksum(): S3Error {
  return new S3Error('InvalidRequest', 400, 'Expecting a single x-amz-checksum- header.')
}

function badDigest(name: string): S3Error {
  const message = `The ${name} you specified did not match the calculated checksum.`
  return new S3Error('BadDigest', 400, message)
}

function incompleteBody(): S3Error {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header.'
  return new S3Error('IncompleteBody', 400, message)
}
