import type { Operation } from '../s3.ts'
import { invalidArgument, notImplemented } from '../s3-error.ts'
import { headerValue, queryValue, type S3Call } from '../wire/call.ts'
import { MAX_POST_BYTES } from '../wire/post-policy.ts'
import { receiveBody } from '../wire/receive-body.ts'

export const uploadPart: Operation = async (call, { objects, uploads, now }) => {
  objects.bucket(call.bucket)
  if (headerValue(call, 'x-amz-copy-source') !== undefined) throw notImplemented('UploadPartCopy')
  const upload = await uploads.find(queryValue(call, 'uploadId') ?? '', call.bucket, call.key)
  const number = readPartNumber(call)
  const body = receiveBody(call, MAX_POST_BYTES)
  const staged = await objects.stage(body.chunks)
  const { size, md5, checksum } = body.arrived()
  const etag = md5.toString('hex')
  await uploads.addPart(upload, staged, { number, size, etag, checksum, lastModified: now().toISOString() })
  return {
    status: 200,
    headers: {
      etag: `"${etag}"`,
      ...(checksum && { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value }),
    },
  }
}

/** S3's limit on parts in one upload. */
const MAX_PART_NUMBER = 10_000

function readPartNumber(call: S3Call): number {
  const number = Number(queryValue(call, 'partNumber'))
  if (Number.isInteger(number) && number >= 1 && number <= MAX_PART_NUMBER) return number
  throw invalidArgument(`Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`)
}
