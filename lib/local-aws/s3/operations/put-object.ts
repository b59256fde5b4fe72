import { commitObject, type Operation } from '../s3.ts'
import { attributesOfHeaders, checksumHeaders, versionHeader } from '../wire/attributes.ts'
import { writePrecondition } from '../wire/conditions.ts'
import { MAX_POST_BYTES } from '../wire/post-policy.ts'
import { receiveBody } from '../wire/receive-body.ts'

export const putObject: Operation = async (call, s3) => {
  s3.objects.bucket(call.bucket)
  const attributes = attributesOfHeaders(call)
  const precondition = writePrecondition(call)
  const body = receiveBody(call, MAX_POST_BYTES)
  const staged = await s3.objects.stage(body.chunks)
  const { size, md5, checksum: sent } = body.arrived()
  const checksum = sent && { ...sent, type: 'FULL_OBJECT' as const }
  const content = { key: call.key, size, etag: md5.toString('hex'), attributes, checksum }
  const object = await commitObject(s3, 'Put', { bucket: call.bucket, staged, content, precondition })
  const etag = `"${object.etag}"`
  return {
    status: 200,
    headers: { etag, ...versionHeader(object), ...(checksum && checksumHeaders(checksum)) },
  }
}
