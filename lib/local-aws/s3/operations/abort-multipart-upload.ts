import type { Operation } from '../s3.ts'
import { queryValue } from '../wire/call.ts'

export const abortMultipartUpload: Operation = async (call, { objects, uploads }) => {
  objects.bucket(call.bucket)
  const upload = await uploads.find(queryValue(call, 'uploadId') ?? '', call.bucket, call.key)
  await uploads.remove(upload)
  return { status: 204 }
}
