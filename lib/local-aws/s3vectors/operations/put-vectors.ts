import { z } from 'zod'
import { findIndex, indexMembers } from '../arns.ts'
import { MAX_VECTORS_PUT } from '../limits.ts'
import { operation } from '../operation.ts'
import { vectorData, vectorFor, vectorKey } from '../vector-data.ts'
import { invalid } from '../vectors-error.ts'

const input = z.strictObject({
  ...indexMembers,
  vectors: z
    .array(z.strictObject({ key: vectorKey, data: vectorData }))
    .min(1)
    .max(MAX_VECTORS_PUT),
})

export const putVectors = operation(input, async (request, vectors) => {
  const index = findIndex(vectors, request)
  if (new Set(request.vectors.map(({ key }) => key)).size < request.vectors.length) {
    throw invalid('vectors: one key is given twice')
  }
  const log = await vectors.store.vectorsOf(index)
  await log.put(request.vectors.map(({ key, data }) => [key, vectorFor(index, data)] as const))
  return {}
})
