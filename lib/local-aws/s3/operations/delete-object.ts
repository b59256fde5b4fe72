import type { Operation } from '../s3.ts'
import { writePrecondition } from '../wire/conditions.ts'

/** Deleting what isn't there succeeds, as in S3. */
export const deleteObject: Operation = async (call, { objects }) => {
  await objects.deleteObject(objects.bucket(call.bucket), call.key, writePrecondition(call))
  return { status: 204 }
}
