import { z } from 'zod'
import { findIndex, indexArn, indexMembers } from '../arns.ts'
import { operation } from '../operation.ts'

export const getIndex = operation(z.strictObject(indexMembers), (request, vectors) => {
  const { bucket, name, createdAt, dimension } = findIndex(vectors, request)
  return {
    index: {
      vectorBucketName: bucket,
      indexName: name,
      indexArn: indexArn(vectors, bucket, name),
      creationTime: createdAt,
      dataType: 'float32',
      dimension,
      distanceMetric: 'cosine',
    },
  }
})
