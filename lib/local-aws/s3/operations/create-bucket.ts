import type { Operation } from '../s3.ts'
import { malformedXml, notImplemented, S3Error } from '../s3-error.ts'
import { receiveText } from '../wire/receive-body.ts'
import { childText, expectOnly, readXml } from '../wire/xml-read.ts'

export const createBucket: Operation = async (call, { objects, account }) => {
  const { text } = await receiveText(call, MAX_BODY_BYTES)
  checkLocation(text, account.region)
  if (!isBucketName(call.bucket)) {
    throw new S3Error('InvalidBucketName', 400, 'The specified bucket is not valid.', {
      BucketName: call.bucket,
    })
  }
  if (!objects.buckets.has(call.bucket)) await objects.createBucket(call.bucket)
  // Only us-east-1 lets its owner create a bucket a second time.
  else if (account.region !== 'us-east-1') {
    const message = 'Your previous request to create the named bucket succeeded and you already own it.'
    throw new S3Error('BucketAlreadyOwnedByYou', 409, message)
  }
  return { status: 200, headers: { location: `/${call.bucket}` } }
}

const MAX_BODY_BYTES = 64 * 1024

/** Source: "General purpose bucket naming rules", Amazon S3 user guide. */
function isBucketName(name: string): boolean {
  const shape = /^[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/
  const reserved = /^\d+\.\d+\.\d+\.\d+$|^xn--|^sthree-|^amzn-s3-demo-|-s3alias$|--ol-s3$|\.mrap$|--x-s3$/
  return shape.test(name) && !reserved.test(name)
}

function checkLocation(text: string, region: string) {
  if (text.trim() === '') return
  const root = readXml(text, 'CreateBucketConfiguration')
  if (
    root.children.some(child => child.name === 'Bucket' || child.name === 'Location' || child.name === 'Tags')
  ) {
    throw notImplemented('CreateBucketConfiguration with Bucket, Location or Tags')
  }
  expectOnly(root, ['LocationConstraint'])
  const location = childText(root, 'LocationConstraint')
  if (location === undefined) return
  if (location === '') throw malformedXml()
  // us-east-1 is spelt by leaving the constraint out.
  if (location !== region || region === 'us-east-1') {
    const message = `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`
    throw new S3Error('IllegalLocationConstraintException', 400, message)
  }
}
