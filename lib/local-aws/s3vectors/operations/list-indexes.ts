import { z } from 'zod'
import { bucketMembers, findBucket, indexArn } from '../arns.ts'
import { MAX_INDEXES_LISTED } from '../limits.ts'
import { operation } from '../operation.ts'
import { positionOf, tokenOf } from '../page-token.ts'

const input = z.strictObject({
  ...bucketMembers,
  maxResults: z.int().min(1).max(MAX_INDEXES_LISTED).default(MAX_INDEXES_LISTED),
  nextToken: z.string().optional(),
  prefix: z.string().min(1).max(63).default(''),
})

export const listIndexes = operation(input, (request, vectors) => {
  const { name: bucket } = findBucket(vectors, request)
  const all = vectors.store
    .indexes()
    .filter(index => index.bucket === bucket && index.name.startsWith(request.prefix))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const from = positionOf(request.nextToken)
  const to = from + request.maxResults
  return {
    indexes: all.slice(from, to).map(({ name, createdAt }) => ({
      vectorBucketName: bucket,
      indexName: name,
      indexArn: indexArn(vectors, bucket, name),
      creationTime: createdAt,
    })),
    ...(to < all.length && { nextToken: tokenOf(to) }),
  }
})
