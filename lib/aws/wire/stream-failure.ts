import type { Frame } from './event-stream.ts'

/** Faults of the service; all other exceptions of its streams are said to be the caller's, as in the SDK. */
const THEIRS = new Set(['InternalServerException', 'ServiceUnavailableException'])

/** The failure that a frame of an answer tells of, by the name that the SDK gives it; null: it tells of none. */
export function failureOf({ headers, payload }: Frame): Error | null {
  const kind = headers[':message-type']
  if (kind === 'event') return null
  if (kind === 'exception') {
    const type = headers[':exception-type'] ?? ''
    const name = type.charAt(0).toUpperCase() + type.slice(1)
    const { message = '' } = JSON.parse(payload.toString('utf8'))
    return Object.assign(new Error(String(message)), { name, $fault: THEIRS.has(name) ? 'server' : 'client' })
  }
  if (kind === 'error') {
    const name = headers[':error-code'] ?? 'UnknownError'
    return Object.assign(new Error(headers[':error-message'] ?? 'The service gave no reason.'), { name })
  }
  return new Error(`A frame is neither event nor failure, but ${kind}.`)
}
