import type { Operation } from '../s3.ts'
import { queryValue } from '../wire/call.ts'
import { writeXml } from '../wire/xml-write.ts'

export const listParts: Operation = async (call, { objects, uploads }) => {
  objects.bucket(call.bucket)
  const upload = await uploads.find(queryValue(call, 'uploadId') ?? '', call.bucket, call.key)
  const after = Number(queryValue(call, 'part-number-marker') ?? 0)
  const max = Math.min(MAX_PARTS, Number(queryValue(call, 'max-parts') ?? MAX_PARTS))
  const rest = (await uploads.parts(upload)).filter(part => part.number > after)
  const page = rest.slice(0, max)
  const body = writeXml('ListPartsResult', {
    Bucket: call.bucket,
    Key: call.key,
    UploadId: upload.id,
    PartNumberMarker: after,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: max,
    IsTruncated: rest.length > page.length,
    ChecksumAlgorithm: upload.checksum?.algorithm.toUpperCase(),
    ChecksumType: upload.checksum?.type,
    Part: page.map(part => ({
      PartNumber: part.number,
      LastModified: part.lastModified,
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...(part.checksum && { [`Checksum${part.checksum.algorithm.toUpperCase()}`]: part.checksum.value }),
    })),
  })
  return { status: 200, body }
}

/** S3 never sends more at once. */
const MAX_PARTS = 1000
