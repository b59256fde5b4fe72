import { z } from 'zod'
import { findIndex, indexMembers } from '../arns.ts'
import { operation } from '../operation.ts'

export const deleteIndex = operation(z.strictObject(indexMembers), async (request, vectors) => {
  await vectors.store.removeIndex(findIndex(vectors, request))
  return {}
})
