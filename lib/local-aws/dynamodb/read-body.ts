import type { LocalRequest } from '../service.ts'
import { refuseAtTheDoor } from './refusal.ts'

/** AWS takes no larger request. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024

/**
 * The whole body, or undefined when the client hung up before it was complete: then nothing is carried out
 * and there is nobody to answer. Throws a refusal when it is too large.
 */
export async function readBody(request: LocalRequest): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    // Not destroyed when we stop early: the refusal still has to travel over the same connection.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk as Buffer)
      bytes += (chunk as Buffer).length
      if (bytes > MAX_REQUEST_BYTES) {
        throw refuseAtTheDoor('RequestEntityTooLargeException', 'A request holds at most 16 MB.')
      }
    }
  } catch (error) {
    if (request.destroyed && !request.complete) return undefined
    throw error
  }
  return Buffer.concat(chunks, bytes)
}
