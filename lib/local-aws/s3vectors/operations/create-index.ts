import { z } from 'zod'
import { bucketMembers, findBucket, indexArn, name } from '../arns.ts'
import { MAX_DIMENSION } from '../limits.ts'
import { operation } from '../operation.ts'
import { VectorsError } from '../vectors-error.ts'

const input = z.strictObject({
  ...bucketMembers,
  indexName: name,
  dataType: z.literal('float32'),
  dimension: z.int().min(1).max(MAX_DIMENSION),
  distanceMetric: z.literal('cosine', 'the S3 Vectors on loopback compares by cosine only'),
})

export const createIndex = operation(input, async (request, vectors) => {
  const { name: bucket } = findBucket(vectors, request)
  const { indexName, dimension } = request
  if (vectors.store.indexes().some(index => index.bucket === bucket && index.name === indexName)) {
    throw new VectorsError('ConflictException', 'An index with the specified name already exists')
  }
  const createdAt = vectors.now().getTime() / 1_000
  await vectors.store.addIndex({ bucket, name: indexName, createdAt, dimension })
  return { indexArn: indexArn(vectors, bucket, indexName) }
})
