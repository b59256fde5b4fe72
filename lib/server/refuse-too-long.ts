import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorResponse } from './error-response.ts'
import { tooLarge } from './read-json.ts'
import { REPLY_HEADERS } from './reply-headers.ts'
import { withRequestId } from './request-id.ts'

/**
 * Says that a body is too long, in the words and the form of every route. It is read to its end first and dropped:
 * who is still sending would hear a reset instead.
 */
export async function refuseTooLong(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for await (const _ of request);
  const id = randomUUID()
  const refusal = withRequestId(id, () => errorResponse(tooLarge()))
  const headers = { ...REPLY_HEADERS, ...Object.fromEntries(refusal.headers), 'x-request-id': id }
  response.writeHead(refusal.status, headers).end(await refusal.text())
}
