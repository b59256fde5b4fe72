import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { FunctionError } from './function-error.ts'
import { DELIMITER_BYTES, WITH_PRELUDE } from './response-stream.ts'

/** Status and headers are small; what is longer than this has no end. */
const MAX_PRELUDE_BYTES = 64 * 1_024

const preludeSchema = z.object({
  statusCode: z.number().int().min(200).max(599).default(200),
  headers: z.record(z.string(), z.string()).default({}),
})

/** Takes status and headers off the beginning of a streamed response: JSON, then eight zeros, then the body. */
export async function splitPrelude(contentType: string, body: IncomingMessage) {
  if (contentType !== WITH_PRELUDE) {
    return { statusCode: 200, headers: { 'content-type': contentType }, rest: body as Readable }
  }
  const pieces = body.iterator({ destroyOnReturn: false })
  let seen = Buffer.alloc(0)
  for (;;) {
    const end = seen.indexOf(Buffer.alloc(DELIMITER_BYTES))
    if (end >= 0) {
      const prelude = preludeSchema.parse(JSON.parse(seen.toString('utf8', 0, end)))
      const first = seen.subarray(end + DELIMITER_BYTES)
      return { ...prelude, rest: Readable.from(joined(first, pieces)) }
    }
    const { done, value } = await pieces.next()
    if (done || seen.length > MAX_PRELUDE_BYTES) {
      throw new FunctionError('Runtime.InvalidResponse', 'A streamed response without status and headers.')
    }
    seen = Buffer.concat([seen, value as Buffer])
  }
}

async function* joined(first: Buffer, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length) yield first
  yield* pieces
}
