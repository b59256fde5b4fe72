import type { Operation } from '../s3.ts'
import { malformedXml, notImplemented } from '../s3-error.ts'
import { receiveText } from '../wire/receive-body.ts'
import { childText, expectOnly, readXml } from '../wire/xml-read.ts'
import { writeXml } from '../wire/xml-write.ts'

export const getBucketVersioning: Operation = async (call, { objects }) => {
  const { versioning } = objects.bucket(call.bucket).settings
  return { status: 200, body: writeXml('VersioningConfiguration', { Status: versioning }) }
}

/** From then on what is replaced or deleted is kept. S3 never goes back from there, and suspends at most. */
export const putBucketVersioning: Operation = async (call, { objects }) => {
  const bucket = objects.bucket(call.bucket)
  const { text } = await receiveText(call, MAX_BODY_BYTES)
  const root = readXml(text, 'VersioningConfiguration')
  expectOnly(root, ['Status'])
  const status = childText(root, 'Status')
  if (status === 'Suspended') throw notImplemented('Suspending versions')
  if (status !== 'Enabled') throw malformedXml()
  await objects.changeBucket(bucket, { versioning: 'Enabled' })
  return { status: 200 }
}

const MAX_BODY_BYTES = 64 * 1024
