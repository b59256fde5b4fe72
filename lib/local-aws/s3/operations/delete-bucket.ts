import type { Operation } from '../s3.ts'

export const deleteBucket: Operation = async (call, { objects }) => {
  await objects.deleteBucket(objects.bucket(call.bucket))
  return { status: 204 }
}
