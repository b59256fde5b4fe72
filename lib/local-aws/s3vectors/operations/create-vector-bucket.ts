import { z } from 'zod'
import { bucketArn, name } from '../arns.ts'
import { operation } from '../operation.ts'
import { VectorsError } from '../vectors-error.ts'

const input = z.strictObject({ vectorBucketName: name })

export const createVectorBucket = operation(input, async ({ vectorBucketName }, vectors) => {
  if (vectors.store.buckets().some(({ name }) => name === vectorBucketName)) {
    throw new VectorsError('ConflictException', 'A vector bucket with the specified name already exists')
  }
  await vectors.store.addBucket({ name: vectorBucketName, createdAt: vectors.now().getTime() / 1_000 })
  return { vectorBucketArn: bucketArn(vectors, vectorBucketName) }
})
