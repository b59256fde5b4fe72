import { z } from 'zod'
import { NAME } from './limits.ts'
import type { S3Vectors } from './operation.ts'
import type { StoredBucket, StoredIndex } from './store.ts'
import { invalid, notFound } from './vectors-error.ts'

export const name = z.string().regex(NAME, 'must be 3 to 63 lower-case letters, digits, dots and hyphens')

/** How a request says which bucket or index it means: by names, or by an ARN. */
export const bucketMembers = { vectorBucketName: name.optional(), vectorBucketArn: z.string().optional() }
export const indexMembers = {
  vectorBucketName: name.optional(),
  indexName: name.optional(),
  indexArn: z.string().optional(),
}

type BucketMembers = { vectorBucketName?: string | undefined; vectorBucketArn?: string | undefined }
type IndexMembers = {
  vectorBucketName?: string | undefined
  indexName?: string | undefined
  indexArn?: string | undefined
}

export function bucketArn({ region }: S3Vectors, bucket: string): string {
  return `arn:aws:s3vectors:${region}:${ACCOUNT}:bucket/${bucket}`
}

export function indexArn(vectors: S3Vectors, bucket: string, index: string): string {
  return `${bucketArn(vectors, bucket)}/index/${index}`
}

export function findBucket(vectors: S3Vectors, members: BucketMembers): StoredBucket {
  const { vectorBucketName, vectorBucketArn } = members
  const wanted = onlyOne(vectorBucketName, vectorBucketArn, 'vectorBucketName or vectorBucketArn')
  const found = vectors.store.buckets().find(({ name }) => [name, bucketArn(vectors, name)].includes(wanted))
  if (!found) throw notFound('vector bucket')
  return found
}

export function findIndex(vectors: S3Vectors, members: IndexMembers): StoredIndex {
  const { vectorBucketName, indexName, indexArn: arn } = members
  const byName = vectorBucketName && indexName ? indexArn(vectors, vectorBucketName, indexName) : undefined
  if ((vectorBucketName === undefined) !== (indexName === undefined)) {
    throw invalid('Must specify both vectorBucketName and indexName, or indexArn')
  }
  const wanted = onlyOne(byName, arn, 'vectorBucketName and indexName, or indexArn')
  const found = vectors.store.indexes().find(({ bucket, name }) => indexArn(vectors, bucket, name) === wanted)
  if (!found) throw notFound('index')
  return found
}

function onlyOne(name: string | undefined, arn: string | undefined, what: string): string {
  if ((name === undefined) === (arn === undefined)) throw invalid(`Must specify either ${what}`)
  return (name ?? arn)!
}

const ACCOUNT = '000000000000'
