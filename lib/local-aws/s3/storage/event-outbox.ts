import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { replaceFile } from './durable-file.ts'
import type { ObjectDescription } from './object-file.ts'
import type { ObjectStore } from './object-store.ts'

export type CreatedBy = 'Put' | 'Post' | 'Copy' | 'CompleteMultipartUpload'

/** What is kept on disk until the receiver has said 2xx. */
export interface CreatedEvent {
  createdBy: CreatedBy
  bucket: string
  object: Pick<ObjectDescription, 'key' | 'size' | 'etag' | 'sequencer' | 'lastModified'>
}

/**
 * Object-created events, delivered at least once each. An event is on disk before its object becomes visible
 * and is deleted after delivery. After a crash, an event whose object never became visible is recognised by the
 * object's smaller sequencer (or absence) and dropped: that write was never acknowledged.
 */
export class EventOutbox {
  private readonly folder: string
  private readonly objects: ObjectStore
  private readonly send: (event: CreatedEvent, signal: AbortSignal) => Promise<void>
  private readonly stopped = new AbortController()
  private readonly deliveries = new Set<Promise<void>>()
  private readonly slots = new Slots(MAX_CONCURRENT)

  private constructor(folder: string, objects: ObjectStore, send: EventOutbox['send']) {
    this.folder = folder
    this.objects = objects
    this.send = send
  }

  /** `send` rejects when the event has to be sent again. */
  static async open(folder: string, objects: ObjectStore, send: EventOutbox['send']): Promise<EventOutbox> {
    await mkdir(folder, { recursive: true })
    const outbox = new EventOutbox(folder, objects, send)
    for (const name of (await readdir(folder)).sort()) {
      const event: CreatedEvent = JSON.parse(await readFile(join(folder, name), 'utf8'))
      const current = objects.buckets.get(event.bucket)?.get(event.object.key)
      if (current !== undefined && current.sequencer >= event.object.sequencer) outbox.deliver(event)
      else await rm(join(folder, name))
    }
    return outbox
  }

  async record(event: CreatedEvent): Promise<void> {
    await replaceFile(this.objects.temporaryPath(), this.pathOf(event), JSON.stringify(event))
  }

  /** Starts delivering; goes on by itself until it succeeds or the outbox is closed. */
  deliver(event: CreatedEvent): void {
    const delivery = this.deliverUntilTaken(event).finally(() => this.deliveries.delete(delivery))
    this.deliveries.add(delivery)
  }

  async close(): Promise<void> {
    this.stopped.abort()
    await Promise.all(this.deliveries)
  }

  private async deliverUntilTaken(event: CreatedEvent): Promise<void> {
    const { signal } = this.stopped
    for (let attempt = 0; !signal.aborted; attempt++) {
      const failure = await this.slots.run(() => this.attempt(event, signal))
      if (failure === undefined) return await rm(this.pathOf(event), { force: true })
      if (signal.aborted) return
      const { key } = event.object
      if (attempt === 0)
        console.warn(`S3 event for ${event.bucket}/${key} not taken, will go on trying:`, failure)
      await wait(backoff(attempt), undefined, { signal }).catch(throwUnlessAborted)
    }
  }

  private async attempt(event: CreatedEvent, signal: AbortSignal): Promise<Error | undefined> {
    if (signal.aborted) return new Error('closed')
    try {
      await this.send(event, signal)
      return undefined
    } catch (error) {
      if (error instanceof Error) return error
      throw error
    }
  }

  private pathOf(event: CreatedEvent): string {
    return join(this.folder, `${event.object.sequencer}.json`)
  }
}

/** Few at once: the receiver starts real work for each. */
const MAX_CONCURRENT = 4
const FIRST_WAIT_MS = 200
/** A receiver that was down for an hour should be found again soon after it is back. */
const LONGEST_WAIT_MS = 10_000

function backoff(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10))
}

function throwUnlessAborted(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error
}

class Slots {
  private free: number
  private readonly waiting: (() => void)[] = []

  constructor(count: number) {
    this.free = count
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>(resolve => this.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next === undefined) this.free += 1
      else next()
    }
  }
}
