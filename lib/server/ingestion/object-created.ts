import { z } from 'zod'
import { parseUploadKey } from '#lib/core/documents/storage-keys.ts'
import type { QueuedDocument } from './document-queue.ts'

const eventSchema = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })),
})

/** The documents that an S3 event notification speaks of. S3 encodes keys as in a form: a space is `+`. */
export function documentsOfEvent(event: unknown): QueuedDocument[] {
  return eventSchema
    .parse(event)
    .Records.map(({ s3 }) => parseUploadKey(decodeURIComponent(s3.object.key.replaceAll('+', ' '))))
    .filter(key => key !== null)
    .map(({ ownerId, botId, documentId }) => ({ ownerId, botId, id: documentId }))
}
