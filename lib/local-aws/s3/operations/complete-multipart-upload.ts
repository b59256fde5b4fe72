import { createHash } from 'node:crypto'
import { commitObject, type Operation } from '../s3.ts'
import { invalidArgument, malformedXml, S3Error } from '../s3-error.ts'
import type { Part, Upload } from '../storage/multipart-store.ts'
import type { ObjectDescription } from '../storage/object-file.ts'
import { versionHeader } from '../wire/attributes.ts'
import { headerValue, queryValue } from '../wire/call.ts'
import { createChecksum } from '../wire/checksum.ts'
import { writePrecondition } from '../wire/conditions.ts'
import { receiveText } from '../wire/receive-body.ts'
import { childrenNamed, childText, readXml } from '../wire/xml-read.ts'
import { writeXml } from '../wire/xml-write.ts'

export const completeMultipartUpload: Operation = async (call, s3) => {
  s3.objects.bucket(call.bucket)
  const upload = await s3.uploads.find(queryValue(call, 'uploadId') ?? '', call.bucket, call.key)
  const precondition = writePrecondition(call)
  // An x-amz-checksum-… header here speaks of the finished object, not of this document.
  const { wanted, document } = splitChecksum(call.headers)
  const { text } = await receiveText({ ...call, headers: document }, MAX_BODY_BYTES)
  const parts = chooseParts(text, await s3.uploads.parts(upload))

  const running =
    upload.checksum?.type === 'FULL_OBJECT' ? createChecksum(upload.checksum.algorithm) : undefined
  async function* bytes() {
    for await (const chunk of s3.uploads.bytes(upload, parts)) {
      running?.update(chunk)
      yield chunk
    }
  }
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  const declaredSize = headerValue(call, 'x-amz-mp-object-size')
  if (declaredSize !== undefined && declaredSize !== `${size}`) {
    throw new S3Error('InvalidRequest', 400, 'The provided x-amz-mp-object-size does not match the object.')
  }
  const staged = await s3.objects.stage(bytes())
  const checksum = wholeChecksum(upload, parts, running?.digest())
  const check = (current: ObjectDescription | undefined) => {
    if (wanted !== undefined && wanted.replace(/-\d+$/, '') !== checksum?.value.replace(/-\d+$/, '')) {
      throw new S3Error('BadDigest', 400, 'The checksum you specified did not match what we received.')
    }
    precondition(current)
  }
  const md5s = Buffer.concat(parts.map(part => Buffer.from(part.etag, 'hex')))
  const etag = `${createHash('md5').update(md5s).digest('hex')}-${parts.length}`
  const content = { key: call.key, size, etag, attributes: upload.attributes, checksum }
  const object = await commitObject(s3, 'CompleteMultipartUpload', {
    bucket: call.bucket,
    staged,
    content,
    precondition: check,
  })
  await s3.uploads.remove(upload)
  const body = writeXml('CompleteMultipartUploadResult', {
    Location: `/${call.bucket}/${call.key}`,
    Bucket: call.bucket,
    Key: call.key,
    ETag: `"${etag}"`,
    ...(checksum && {
      [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value,
      ChecksumType: checksum.type,
    }),
  })
  return { status: 200, headers: versionHeader(object), body }
}

/** S3's limit: every part but the last has at least 5 MiB. */
const MIN_PART_BYTES = 5 * 1024 * 1024
/** Room for 10,000 parts with a SHA-256 each. */
const MAX_BODY_BYTES = 4 * 1024 * 1024

function splitChecksum<T extends object>(headers: T): { wanted: string | undefined; document: T } {
  const isChecksum = (name: string) => /^x-amz-checksum-(?!type$|algorithm$)/.test(name)
  const entries = Object.entries(headers)
  const document = Object.fromEntries(entries.filter(([name]) => !isChecksum(name))) as T
  return { wanted: entries.find(([name]) => isChecksum(name))?.[1]?.toString(), document }
}

/** The parts the client names, in its order; all must be there as named. */
function chooseParts(text: string, stored: Part[]): Part[] {
  const named = childrenNamed(readXml(text, 'CompleteMultipartUpload'), 'Part')
  if (named.length === 0) throw malformedXml()
  const parts = named.map(element => {
    const number = Number(childText(element, 'PartNumber'))
    const etag = childText(element, 'ETag')?.replace(/^"(.*)"$/, '$1')
    if (!Number.isInteger(number)) throw invalidArgument('PartNumber must be an integer')
    const part = stored.find(candidate => candidate.number === number)
    const sent = element.children.find(child => child.name.startsWith('Checksum'))
    if (part === undefined || part.etag !== etag || (sent && sent.text !== part.checksum?.value)) {
      const message =
        'One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part.'
      throw new S3Error('InvalidPart', 400, message, { PartNumber: `${number}` })
    }
    return part
  })
  if (parts.some((part, index) => index > 0 && part.number <= parts[index - 1]!.number)) {
    throw new S3Error('InvalidPartOrder', 400, 'The list of parts was not in ascending order.')
  }
  const small = parts.slice(0, -1).find(part => part.size < MIN_PART_BYTES)
  if (small !== undefined) {
    const message = 'Your proposed upload is smaller than the minimum allowed size'
    throw new S3Error('EntityTooSmall', 400, message, { PartNumber: `${small.number}` })
  }
  return parts
}

function wholeChecksum(
  upload: Upload,
  parts: Part[],
  full: Buffer | undefined,
): ObjectDescription['checksum'] {
  if (upload.checksum === undefined) return undefined
  const { algorithm, type } = upload.checksum
  if (full !== undefined) return { algorithm, type, value: full.toString('base64') }
  const values = parts.map(part => (part.checksum?.algorithm === algorithm ? part.checksum.value : undefined))
  // S3 would have computed a missing one itself; leaving the whole's out says less, but nothing untrue.
  if (values.some(value => value === undefined)) return undefined
  const combined = createChecksum(algorithm)
  combined.update(Buffer.concat(values.map(value => Buffer.from(value!, 'base64'))))
  return { algorithm, type, value: `${combined.digest().toString('base64')}-${parts.length}` }
}
