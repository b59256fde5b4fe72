import { z } from 'zod'
import { findIndex, indexMembers } from '../arns.ts'
import { MAX_TOP_K } from '../limits.ts'
import { operation } from '../operation.ts'
import { distance, vectorData, vectorFor } from '../vector-data.ts'

const input = z.strictObject({
  ...indexMembers,
  topK: z.int().min(1).max(MAX_TOP_K),
  queryVector: vectorData,
  returnDistance: z.boolean().default(false),
})

export const queryVectors = operation(input, async (request, vectors) => {
  const index = findIndex(vectors, request)
  const query = vectorFor(index, request.queryVector)
  const { vectors: stored } = await vectors.store.vectorsOf(index)
  const nearest = [...stored]
    .map(([key, vector]) => ({ key, distance: distance(query, vector) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, request.topK)
  return {
    distanceMetric: 'cosine',
    vectors: request.returnDistance ? nearest : nearest.map(({ key }) => ({ key })),
  }
})
