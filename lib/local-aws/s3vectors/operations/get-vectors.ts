import { z } from 'zod'
import { findIndex, indexMembers } from '../arns.ts'
import { MAX_VECTORS_GOT } from '../limits.ts'
import { operation } from '../operation.ts'
import { vectorKey, vectorView } from '../vector-data.ts'

const input = z.strictObject({
  ...indexMembers,
  keys: z.array(vectorKey).min(1).max(MAX_VECTORS_GOT),
  returnData: z.boolean().default(false),
})

/** Keys that are not there are left out. */
export const getVectors = operation(input, async (request, vectors) => {
  const { vectors: stored } = await vectors.store.vectorsOf(findIndex(vectors, request))
  return {
    vectors: request.keys.flatMap(key => {
      const vector = stored.get(key)
      return vector ? [vectorView(key, vector, request.returnData)] : []
    }),
  }
})
