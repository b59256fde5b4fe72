import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'

/** Throws where the bucket is not there: asked for an object, it would answer as one that only lacks that. */
export async function lookIntoBucket(s3: S3Client, bucket: string): Promise<void> {
  await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'uploads/', MaxKeys: 1 }))
}
