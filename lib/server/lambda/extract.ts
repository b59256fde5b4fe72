import { Readable, type Writable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { type ChildMessage, failedMessage } from '#lib/extraction/child-messages.ts'
import { extractBytes } from '#lib/extraction/extract-bytes.ts'
import { withRequestId } from '../request-id.ts'
import { type ExtractionOrder, extractionOrderSchema } from './extraction-order.ts'

/**
 * Reads one document and says what is in it, in the lines that its reader says. It holds no right over anything of
 * ours and no setting: a reader that a document has taken over finds nothing here but that document.
 */
export const handler = awslambda.streamifyResponse((event, stream, { awsRequestId }) =>
  withRequestId(awsRequestId, async () => {
    const say = (message: ChildMessage) => write(stream, `${JSON.stringify(message)}\n`)
    await say({ kind: 'started' })
    try {
      const structured = await read(extractionOrderSchema.parse(event), progress =>
        say({ kind: 'progress', ...progress }),
      )
      await say({ kind: 'done', structured })
    } catch (error) {
      if (!(error instanceof ExtractionFailure)) throw error
      await say(failedMessage(error))
    }
    stream.end()
  }),
)

async function read(
  { address, format, tag }: ExtractionOrder,
  onProgress: (progress: { page: number; pages: number }) => void,
): Promise<StructuredText> {
  const response = await fetch(address, { redirect: 'error' })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`The file could not be fetched: ${response.status}`)
  }
  if (response.headers.get('etag') !== tag) {
    await response.body!.cancel()
    throw new ExtractionFailure('sent-twice')
  }
  return extractBytes(Readable.fromWeb(response.body as ReadableStream), format, { onProgress })
}

/** Resolves when there is room for more. */
function write(stream: Writable, line: string): Promise<unknown> {
  if (stream.write(line)) return Promise.resolve()
  return new Promise(resolve => stream.once('drain', resolve).once('close', resolve))
}
