import { z } from 'zod'
import { bucketArn, bucketMembers, findBucket } from '../arns.ts'
import { operation } from '../operation.ts'

export const getVectorBucket = operation(z.strictObject(bucketMembers), (request, vectors) => {
  const { name, createdAt } = findBucket(vectors, request)
  return {
    vectorBucket: {
      vectorBucketName: name,
      vectorBucketArn: bucketArn(vectors, name),
      creationTime: createdAt,
      encryptionConfiguration: { sseType: 'AES256' },
    },
  }
})
