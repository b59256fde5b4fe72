import type { Operation } from '../s3.ts'

export const headBucket: Operation = async (call, { objects, account }) => {
  objects.bucket(call.bucket)
  return { status: 200, headers: { 'x-amz-bucket-region': account.region } }
}
