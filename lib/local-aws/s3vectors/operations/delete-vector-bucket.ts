import { z } from 'zod'
import { bucketMembers, findBucket } from '../arns.ts'
import { operation } from '../operation.ts'
import { VectorsError } from '../vectors-error.ts'

export const deleteVectorBucket = operation(z.strictObject(bucketMembers), async (request, vectors) => {
  const bucket = findBucket(vectors, request)
  if (vectors.store.indexes().some(index => index.bucket === bucket.name)) {
    throw new VectorsError('ConflictException', 'The specified vector bucket is not empty')
  }
  await vectors.store.removeBucket(bucket)
  return {}
})
