import { createHash } from 'node:crypto'
import { streamBytes } from '../open-for-reading.ts'
import { commitObject, type Operation } from '../s3.ts'
import { invalidArgument, noSuchKey, notImplemented, S3Error } from '../s3-error.ts'
import { attributesOfHeaders, versionHeader } from '../wire/attributes.ts'
import { decodeUtf8, headerValue, type S3Call } from '../wire/call.ts'
import { createChecksum, isChecksumAlgorithm } from '../wire/checksum.ts'
import { writePrecondition } from '../wire/conditions.ts'
import { writeXml } from '../wire/xml-write.ts'

export const copyObject: Operation = async (call, s3) => {
  s3.objects.bucket(call.bucket)
  const source = copySource(call)
  const replace = directive(call) === 'REPLACE'
  if (!replace && source.bucket === call.bucket && source.key === call.key) {
    const message = 'This copy request is illegal because it is trying to copy an object to itself unchanged.'
    throw new S3Error('InvalidRequest', 400, message)
  }
  const precondition = writePrecondition(call)
  const wanted = headerValue(call, 'x-amz-checksum-algorithm')?.toLowerCase()
  if (wanted !== undefined && !isChecksumAlgorithm(wanted)) throw notImplemented(`The checksum ${wanted}`)
  const opened = await s3.objects.openObject(s3.objects.bucket(source.bucket), source.key)
  if (opened === undefined) throw noSuchKey(source.key)

  const original = opened.description
  const algorithm = wanted ?? original.checksum?.algorithm
  const md5 = createHash('md5')
  const running = algorithm && createChecksum(algorithm)
  const bytes = (await streamBytes(opened.handle, 0, original.size)) ?? []
  async function* hashed() {
    for await (const chunk of bytes) {
      md5.update(chunk)
      running?.update(chunk)
      yield chunk
    }
  }
  const staged = await s3.objects.stage(hashed())
  const checksum = algorithm &&
    running && { algorithm, value: running.digest().toString('base64'), type: 'FULL_OBJECT' as const }
  const attributes = replace ? attributesOfHeaders(call) : original.attributes
  const content = { key: call.key, size: original.size, etag: md5.digest('hex'), attributes, checksum }
  const object = await commitObject(s3, 'Copy', { bucket: call.bucket, staged, content, precondition })
  const body = writeXml('CopyObjectResult', {
    LastModified: object.lastModified,
    ETag: `"${object.etag}"`,
    ...(checksum && { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value }),
  })
  return { status: 200, headers: versionHeader(object), body }
}

function copySource(call: S3Call): { bucket: string; key: string } {
  const header = headerValue(call, 'x-amz-copy-source') ?? ''
  if (header.includes('?versionId=')) throw notImplemented('Copying a version')
  const parts = /^\/?([^/]+)\/(.+)$/s.exec(decodeUtf8(header))
  if (parts === null) throw invalidArgument('Copy Source must mention the source bucket and key')
  return { bucket: parts[1]!, key: parts[2]! }
}

function directive(call: S3Call): 'COPY' | 'REPLACE' {
  const value = headerValue(call, 'x-amz-metadata-directive') ?? 'COPY'
  if (value === 'COPY' || value === 'REPLACE') return value
  throw invalidArgument('Unknown metadata directive.')
}
