import type { LocalAccount } from '../service.ts'
import type { CreatedBy, EventOutbox } from './storage/event-outbox.ts'
import type { MultipartStore } from './storage/multipart-store.ts'
import type { ObjectDescription } from './storage/object-file.ts'
import type { ObjectStore } from './storage/object-store.ts'
import type { S3Call, S3Reply } from './wire/call.ts'

/** What operations work on. */
export interface S3 {
  account: LocalAccount
  objects: ObjectStore
  uploads: MultipartStore
  /** Undefined when nobody wants to hear of created objects. */
  events: { outbox: EventOutbox; prefix: string } | undefined
  now: () => Date
}

export type Operation = (call: S3Call, s3: S3) => Promise<S3Reply>

/** Makes a staged file an object and tells about it. */
export async function commitObject(
  s3: S3,
  createdBy: CreatedBy,
  target: {
    bucket: string
    staged: string
    content: Omit<ObjectDescription, 'sequencer' | 'lastModified'>
    precondition: (current: ObjectDescription | undefined) => void
  },
): Promise<ObjectDescription> {
  const bucket = s3.objects.bucket(target.bucket)
  const { events } = s3
  const outbox = events && target.content.key.startsWith(events.prefix) ? events.outbox : undefined
  const event = (object: ObjectDescription) => ({ createdBy, bucket: target.bucket, object })
  const description = await s3.objects.commit(bucket, target.staged, target.content, {
    precondition: target.precondition,
    beforeVisible: async object => await outbox?.record(event(object)),
  })
  outbox?.deliver(event(description))
  return description
}
