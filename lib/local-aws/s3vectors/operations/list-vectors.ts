import { z } from 'zod'
import { findIndex, indexMembers } from '../arns.ts'
import { MAX_SEGMENTS, MAX_VECTORS_LISTED, VECTORS_LISTED } from '../limits.ts'
import { operation } from '../operation.ts'
import { positionOf, tokenOf } from '../page-token.ts'
import { vectorView } from '../vector-data.ts'
import { invalid } from '../vectors-error.ts'

const input = z.strictObject({
  ...indexMembers,
  maxResults: z.int().min(1).max(MAX_VECTORS_LISTED).default(VECTORS_LISTED),
  nextToken: z.string().optional(),
  returnData: z.boolean().default(false),
  segmentCount: z.int().min(1).max(MAX_SEGMENTS).optional(),
  segmentIndex: z.int().min(0).optional(),
})

export const listVectors = operation(input, async (request, vectors) => {
  const { segmentCount = 1, segmentIndex = 0, maxResults, returnData } = request
  if ((request.segmentCount === undefined) !== (request.segmentIndex === undefined)) {
    throw invalid('segmentCount and segmentIndex go together')
  }
  if (segmentIndex >= segmentCount) throw invalid('segmentIndex must be less than segmentCount')
  const { vectors: stored } = await vectors.store.vectorsOf(findIndex(vectors, request))
  const segment = [...stored].filter((_, at) => at % segmentCount === segmentIndex)
  const from = positionOf(request.nextToken)
  const to = from + maxResults
  return {
    vectors: segment.slice(from, to).map(([key, vector]) => vectorView(key, vector, returnData)),
    ...(to < segment.length && { nextToken: tokenOf(to) }),
  }
})
