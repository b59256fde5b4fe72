import type { ServerResponse } from 'node:http'
import type { LocalResponse } from './service.ts'

/** Sends a whole answer; its length is added to the headers. */
export function sendAnswer(
  response: LocalResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer = '',
): void {
  // HTTP/1's and HTTP/2's responses take the same arguments, but TypeScript cannot call the union of the two.
  const either = response as ServerResponse
  either.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  either.end(body)
}
