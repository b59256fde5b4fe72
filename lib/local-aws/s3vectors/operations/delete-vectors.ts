import { z } from 'zod'
import { findIndex, indexMembers } from '../arns.ts'
import { MAX_VECTORS_DELETED } from '../limits.ts'
import { operation } from '../operation.ts'
import { vectorKey } from '../vector-data.ts'

const input = z.strictObject({
  ...indexMembers,
  keys: z.array(vectorKey).min(1).max(MAX_VECTORS_DELETED),
})

/** Keys that are not there are nothing to complain about. */
export const deleteVectors = operation(input, async (request, vectors) => {
  const log = await vectors.store.vectorsOf(findIndex(vectors, request))
  await log.delete(request.keys)
  return {}
})
