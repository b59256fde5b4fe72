import { z } from 'zod'

/** What we read of a Function URL's event, payload format 2.0. Header names come in lower case. */
const eventSchema = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()),
  requestContext: z.object({
    domainName: z.string(),
    http: z.object({ method: z.string(), sourceIp: z.string() }),
  }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
})

/** A Function URL's event as the web's own request. */
export function requestOfEvent(event: unknown): Request {
  const { rawPath, rawQueryString, headers, requestContext, body, isBase64Encoded } = eventSchema.parse(event)
  const { method, sourceIp } = requestContext.http
  const url = new URL(
    `https://${requestContext.domainName}${rawPath}${rawQueryString && `?${rawQueryString}`}`,
  )
  const bytes = body === undefined ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  return new Request(url, {
    method,
    // AWS saw this address itself; what the caller says of others does not count.
    headers: { ...headers, 'x-forwarded-for': sourceIp },
    body: method === 'GET' || method === 'HEAD' ? null : bytes,
  })
}

export function methodOfEvent(event: unknown): string {
  return eventSchema.parse(event).requestContext.http.method
}
