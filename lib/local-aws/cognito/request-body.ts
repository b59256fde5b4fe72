import type { LocalRequest } from '../service.ts'
import { CognitoError } from './cognito-error.ts'

/** The largest call, 50 attributes of 2,048 characters, stays well below. */
const MAX_BODY_BYTES = 1_000_000

export async function readBody(request: LocalRequest): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size <= MAX_BODY_BYTES) parts.push(part)
  }
  if (size > MAX_BODY_BYTES) throw malformed('The request is too large.')
  return Buffer.concat(parts)
}

export function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch (cause) {
    throw malformed('The request is not JSON.', { cause })
  }
}

function malformed(message: string, options?: ErrorOptions): CognitoError {
  return new CognitoError('SerializationException', message, options)
}
