import { openForReading } from '../open-for-reading.ts'
import type { Operation } from '../s3.ts'

export const headObject: Operation = async (call, { objects }) => {
  const { status, headers, handle } = await openForReading(call, objects)
  await handle.close()
  return { status, headers }
}
