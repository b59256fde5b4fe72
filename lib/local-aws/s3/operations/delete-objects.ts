import type { Operation } from '../s3.ts'
import { malformedXml, notImplemented, S3Error } from '../s3-error.ts'
import { receiveText } from '../wire/receive-body.ts'
import { childrenNamed, childText, readXml } from '../wire/xml-read.ts'
import { writeXml, type XmlTree } from '../wire/xml-write.ts'

export const deleteObjects: Operation = async (call, { objects }) => {
  const bucket = objects.bucket(call.bucket)
  const { text, isGuarded } = await receiveText(call, MAX_BODY_BYTES)
  if (!isGuarded) {
    const message = 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*'
    throw new S3Error('InvalidRequest', 400, message)
  }
  const root = readXml(text, 'Delete')
  const keys = childrenNamed(root, 'Object').map(object => {
    const unknown = object.children.find(child => child.name !== 'Key')
    if (unknown !== undefined) throw notImplemented(`DeleteObjects with ${unknown.name}`)
    const key = childText(object, 'Key')
    if (!key) throw malformedXml()
    return key
  })
  if (keys.length === 0 || keys.length > MAX_KEYS) throw malformedXml()
  const deleted: XmlTree[] = []
  for (const Key of keys) {
    const marker = await objects.deleteObject(bucket, Key, () => {})
    deleted.push({ Key, ...(marker && { DeleteMarker: true, DeleteMarkerVersionId: marker.versionId }) })
  }
  const quiet = childText(root, 'Quiet') === 'true'
  const body = writeXml('DeleteResult', { Deleted: quiet ? [] : deleted })
  return { status: 200, body }
}

/** S3's limit on one request. */
const MAX_KEYS = 1000
/** Room for that many keys of 1,024 bytes, every one written as a numeric reference. */
const MAX_BODY_BYTES = 8 * 1024 * 1024
