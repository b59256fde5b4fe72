import { openForReading, streamBytes } from '../open-for-reading.ts'
import type { Operation } from '../s3.ts'

export const getObject: Operation = async (call, { objects }) => {
  const { status, headers, handle, first, length } = await openForReading(call, objects)
  return { status, headers, body: await streamBytes(handle, first, length) }
}
