import type { Operation } from '../s3.ts'
import { invalidArgument, notImplemented } from '../s3-error.ts'
import { attributesOfHeaders } from '../wire/attributes.ts'
import { headerValue, type S3Call } from '../wire/call.ts'
import { isChecksumAlgorithm } from '../wire/checksum.ts'
import { receiveText } from '../wire/receive-body.ts'
import { writeXml } from '../wire/xml-write.ts'

export const createMultipartUpload: Operation = async (call, { objects, uploads }) => {
  objects.bucket(call.bucket)
  await receiveText(call, 0)
  const { bucket, key } = call
  const checksum = askedChecksum(call)
  const upload = await uploads.create({ bucket, key, attributes: attributesOfHeaders(call), checksum })
  return {
    status: 200,
    headers: checksum && {
      'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(),
      'x-amz-checksum-type': checksum.type,
    },
    body: writeXml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: upload.id }),
  }
}

function askedChecksum(call: S3Call) {
  const algorithm = headerValue(call, 'x-amz-checksum-algorithm')?.toLowerCase()
  const type = headerValue(call, 'x-amz-checksum-type') ?? 'COMPOSITE'
  if (algorithm === undefined) return undefined
  if (!isChecksumAlgorithm(algorithm)) throw notImplemented(`The checksum ${algorithm}`)
  const isCrc = algorithm === 'crc32' || algorithm === 'crc32c'
  if (type !== 'COMPOSITE' && !(type === 'FULL_OBJECT' && isCrc)) {
    throw invalidArgument(`The checksum type ${type} can't be used with ${algorithm}.`)
  }
  return { algorithm, type } as const
}
