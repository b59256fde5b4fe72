import type { StreamOfFunction } from '#lib/aws/lambda-stream.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import type { Extractor } from '#lib/core/ingestion/ports.ts'
import { readChildMessages } from '#lib/extraction/read-child-messages.ts'
import type { ExtractionOrder } from './extraction-order.ts'
import { EXTRACT_SECONDS } from './ingest-limits.ts'

/** Has files read by a function that may do nothing else: `extract.ts`. Rejects with `ExtractionFailure` as others do. */
export function extractInFunction(
  call: StreamOfFunction,
  readAddress: (key: string, seconds: number) => Promise<string>,
): Extractor {
  return {
    async extract({ key, format, tag }, onProgress) {
      const order: ExtractionOrder = { address: await readAddress(key, EXTRACT_SECONDS), format, tag }
      const said = await call(order)
      return new Promise<StructuredText>((resolve, reject) => {
        const end = (settle: () => void) => {
          settle()
          said.destroy()
        }
        readChildMessages(
          said,
          message => {
            if (message.kind === 'progress') onProgress(message)
            else if (message.kind === 'done') end(() => resolve(message.structured))
            else if (message.kind === 'failed')
              end(() => reject(new ExtractionFailure(message.code, { cause: message.detail || undefined })))
          },
          error => end(() => reject(error)),
        )
        said.once('end', () => reject(new Error('The function that reads documents ended without a result.')))
      })
    },
  }
}
