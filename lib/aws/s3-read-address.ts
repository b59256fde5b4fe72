import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

/** Where one object can be read by whoever knows the address, and nothing else done, for `seconds`. */
export function s3ReadAddress(
  s3: S3Client,
  bucket: string,
): (key: string, seconds: number) => Promise<string> {
  return (key, seconds) =>
    getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: seconds })
}
