import type { Readable } from 'node:stream'
import { z } from 'zod'
import { structuredTextSchema, textBlockSchema } from '#lib/core/documents/structured-text.ts'
import {
  ExtractionFailure,
  type ExtractionFailureCode,
  extractionFailures,
} from '#lib/core/ingestion/extraction-failure.ts'
import { MAX_BLOCKS, MAX_HEADINGS_OPEN, MAX_UNREADABLE_PAGES } from '#lib/core/ingestion/sound-text.ts'
import { MAX_DETAIL } from './child-messages.ts'
import { isModestJson, type JsonLimits } from './modest-json.ts'

/** The longest text (20 million characters) with its blocks, as JSON in UTF-8. */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024

/**
 * As many blocks as a text may have, each on a page and under six headings. Four times the blocks, or an object of
 * ten million members, and holding them would end this process.
 */
const MOST: JsonLimits = { values: 20 * MAX_BLOCKS, objects: 2 * MAX_BLOCKS + 10, members: 100, depth: 10 }

/** Far more pages than any format's reader takes on; it stands in the document's row and must fit it. */
const pageNumber = z.number().int().nonnegative().max(1_000_000)

const blockSchema = z.preprocess(withShortPath, textBlockSchema)

// The child has read hostile bytes: what it says is parsed like anything from outside.
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('progress'), page: pageNumber, pages: pageNumber }),
  z.object({
    kind: z.literal('done'),
    structured: structuredTextSchema.extend({
      unreadablePages: upToFirstBad(z.number().int().positive(), MAX_UNREADABLE_PAGES),
      blocks: upToFirstBad(blockSchema, MAX_BLOCKS),
    }),
  }),
  z.object({
    kind: z.literal('failed'),
    code: z.enum(Object.keys(extractionFailures) as ExtractionFailureCode[]),
    detail: z.string().transform(detail => detail.slice(0, MAX_DETAIL)),
  }),
])
export type ReceivedMessage = z.infer<typeof messageSchema>

/**
 * Calls `onMessage` for every line; `onBroken`, once or more, when what arrives is no message, or with an
 * `ExtractionFailure` when it is too much, or a text that is none: what was read made it, and would again.
 */
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
      stream.destroy(tooMuch(new RangeError(`More than ${MAX_MESSAGE_BYTES} bytes`)))
      return
    }
    try {
      let from = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        const whole = Buffer.concat([...line, chunk.subarray(from, end)])
        line = []
        from = end + 1
        onMessage(parseMessage(whole))
      }
      line.push(chunk.subarray(from))
    } catch (error) {
      onBroken(error instanceof RangeError ? tooMuch(error) : error)
    }
  })
}

function tooMuch(error: RangeError): ExtractionFailure {
  return new ExtractionFailure('too-complex', { cause: error.message })
}

function parseMessage(line: Buffer): ReceivedMessage {
  if (!isModestJson(line, MOST)) throw new RangeError('More values than any text has')
  const said: unknown = JSON.parse(line.toString('utf8'))
  const { data, error } = messageSchema.safeParse(said)
  if (data) return data
  const isText = (said as { kind?: unknown } | null)?.kind === 'done'
  throw isText ? new ExtractionFailure('damaged', { cause: error }) : error
}

/** An array that is looked at no further than to its first fault: of a million faults nobody wants to hear. */
function upToFirstBad<Output>(item: z.ZodType<Output>, most: number) {
  return z.array(z.unknown()).transform((values, context) => {
    if (values.length > most) throw new RangeError(`More than ${most} in a row`)
    const good: Output[] = []
    for (const value of values) {
      const { data, error } = item.safeParse(value)
      if (error) {
        const { path, message } = error.issues[0]!
        context.addIssue({ code: 'custom', path: [good.length, ...path], message })
        return z.NEVER
      }
      good.push(data)
    }
    return good
  })
}

function withShortPath(block: unknown): unknown {
  const { headingPath } = (block ?? {}) as { headingPath?: unknown }
  if (Array.isArray(headingPath) && headingPath.length > MAX_HEADINGS_OPEN)
    throw new RangeError(`More than ${MAX_HEADINGS_OPEN} headings`)
  return block
}
