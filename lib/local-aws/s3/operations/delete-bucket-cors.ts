import type { Operation } from '../s3.ts'

export const deleteBucketCors: Operation = async (call, { objects }) => {
  await objects.changeBucket(objects.bucket(call.bucket), { cors: [] })
  return { status: 204 }
}
