import { encode } from '../sigv4-encoding.ts'
import type { CreatedEvent } from './storage/event-outbox.ts'

/**
 * Delivers one event; rejects unless the receiver answers 2xx.
 * Shape: "Event message structure", Amazon S3 user guide, version 2.1.
 */
export async function sendCreatedEvent(
  url: string,
  region: string,
  event: CreatedEvent,
  stopped: AbortSignal,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Records: [recordOf(event, region)] }),
    signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
}

/** A receiver that compiles its code on the first call may need this long; it only has to take the event. */
const TIMEOUT_MS = 60_000

function recordOf({ createdBy, bucket, object }: CreatedEvent, region: string) {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: object.lastModified,
    eventName: `ObjectCreated:${createdBy}`,
    s3: {
      s3SchemaVersion: '1.0',
      bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
      object: {
        // As in a form: a space is a plus.
        key: encode(Buffer.from(object.key), '/').replaceAll('%20', '+'),
        size: object.size,
        eTag: object.etag,
        sequencer: object.sequencer,
      },
    },
  }
}
