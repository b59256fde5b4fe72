import type { Operation } from './operation.ts'
import { createIndex } from './operations/create-index.ts'
import { createVectorBucket } from './operations/create-vector-bucket.ts'
import { deleteIndex } from './operations/delete-index.ts'
import { deleteVectorBucket } from './operations/delete-vector-bucket.ts'
import { deleteVectors } from './operations/delete-vectors.ts'
import { getIndex } from './operations/get-index.ts'
import { getVectorBucket } from './operations/get-vector-bucket.ts'
import { getVectors } from './operations/get-vectors.ts'
import { listIndexes } from './operations/list-indexes.ts'
import { listVectors } from './operations/list-vectors.ts'
import { putVectors } from './operations/put-vectors.ts'
import { queryVectors } from './operations/query-vectors.ts'

/** What this S3 Vectors can do. The name is the request's path. */
export const operations: Record<string, Operation> = {
  CreateIndex: createIndex,
  CreateVectorBucket: createVectorBucket,
  DeleteIndex: deleteIndex,
  DeleteVectorBucket: deleteVectorBucket,
  DeleteVectors: deleteVectors,
  GetIndex: getIndex,
  GetVectorBucket: getVectorBucket,
  GetVectors: getVectors,
  ListIndexes: listIndexes,
  ListVectors: listVectors,
  PutVectors: putVectors,
  QueryVectors: queryVectors,
}
