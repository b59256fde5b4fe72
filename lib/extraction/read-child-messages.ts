import type { Readable } from 'node:stream'
import { z } from 'zod'
import { structuredTextSchema } from '#lib/core/documents/structured-text.ts'
import { type ExtractionFailureCode, extractionFailures } from '#lib/core/ingestion/extraction-failure.ts'

/** The longest text (20 million characters) with its blocks, as JSON in UTF-8. */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024

// The child has read hostile bytes: what it says is parsed like anything from outside.
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('progress'), page: z.number(), pages: z.number() }),
  z.object({ kind: z.literal('done'), structured: structuredTextSchema }),
  z.object({
    kind: z.literal('failed'),
    code: z.enum(Object.keys(extractionFailures) as ExtractionFailureCode[]),
    detail: z.string(),
  }),
])
export type ReceivedMessage = z.infer<typeof messageSchema>

/** Calls `onMessage` for every line; `onBroken`, once or more, when what arrives is no message or too much. */
export function readChildMessages(
  stream: Readable,
  onMessage: (message: ReceivedMessage) => void,
  onBroken: (error: unknown) => void,
): void {
  let line: Buffer[] = []
  let received = 0
  stream.on('error', onBroken)
  stream.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received > MAX_MESSAGE_BYTES) {
      stream.destroy(new RangeError(`More than ${MAX_MESSAGE_BYTES} bytes`))
      return
    }
    try {
      let from = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        line.push(chunk.subarray(from, end))
        onMessage(messageSchema.parse(JSON.parse(Buffer.concat(line).toString('utf8'))))
        line = []
        from = end + 1
      }
      line.push(chunk.subarray(from))
    } catch (error) {
      onBroken(error)
    }
  })
}
