import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const MAX_BODY_BYTES = 6 * 1_024 * 1_024

/** What travels as text; the rest is base64. */
const TEXT = /^text\/|^application\/(json|javascript|xml)\b/

/**
 * A request as a Function URL hands it to its function, or null where the body is too large.
 * Shape: "Request payload format", Function URLs, AWS Lambda developer guide; version 2.0.
 */
export async function urlEvent(request: IncomingMessage): Promise<object | null> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    bytes += piece.length
    if (bytes > MAX_BODY_BYTES) return null
    pieces.push(piece)
  }
  const { pathname, search } = new URL(request.url!, 'http://loopback')
  const sourceIp = request.socket.remoteAddress ?? ''
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value!,
    ]),
  )
  const isText = TEXT.test(headers['content-type'] ?? '')
  const now = new Date()
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: {
      ...headers,
      'x-forwarded-for': [headers['x-forwarded-for'], sourceIp].filter(Boolean).join(','),
    },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'loopback',
      domainName: headers.host,
      domainPrefix: 'loopback',
      http: {
        method: request.method,
        path: pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(bytes > 0 && { body: Buffer.concat(pieces).toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: bytes > 0 && !isText,
  }
}
