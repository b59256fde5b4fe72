import { z } from 'zod'
import type { LocalFunction } from '../lambda/function.ts'
import { FunctionError, Throttled } from '../lambda/function-error.ts'
import type { Message, Queue } from './queue.ts'

const responseSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
})

export interface EventSource {
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  close(): Promise<void>
}

/**
 * Delivers a queue's messages to a function in batches, with partial responses (`ReportBatchItemFailures`):
 * what the function does not name as failed is deleted, the rest comes again when its time is over.
 * Source: "Using Lambda with Amazon SQS", AWS Lambda developer guide.
 */
export function connectQueue(
  queue: Queue,
  fn: LocalFunction,
  options: { batchSize: number; concurrency: number; region: string },
): EventSource {
  if (queue.options.visibilityMs < fn.settings.timeoutMs) {
    throw new RangeError(
      `InvalidParameterValueException: Queue visibility timeout: ${queue.options.visibilityMs} ms is less than Function timeout: ${fn.settings.timeoutMs} ms`,
    )
  }
  const underWay = new Set<Promise<void>>()
  let closed = false
  const work = () => {
    while (!closed && underWay.size < options.concurrency) {
      const batch = queue.receive(options.batchSize)
      if (batch.length === 0) return
      const delivery = deliver(batch).finally(() => {
        underWay.delete(delivery)
        work()
      })
      underWay.add(delivery)
    }
  }
  const stopListening = queue.onChange(work)
  work()

  async function deliver(batch: Message[]): Promise<void> {
    try {
      const answer = await fn.invoke({
        Records: batch.map(message => recordOf(message, queue, options.region)),
      })
      const failed = failedOf(answer, batch)
      for (const { id, receipt } of batch) if (!failed.has(id)) queue.delete(id, receipt!)
    } catch (error) {
      // The function failed whole or had no room: all of the batch comes again.
      if (!(error instanceof FunctionError) && !(error instanceof Throttled)) throw error
    }
  }

  async function idle(): Promise<void> {
    while (underWay.size) await Promise.all(underWay)
  }

  return {
    idle,
    async close() {
      closed = true
      stopListening()
      await idle()
    },
  }
}

/** All of them where the response makes no sense. */
function failedOf(answer: unknown, batch: Message[]): Set<string> {
  const ids = new Set(batch.map(({ id }) => id))
  if (answer === null) return new Set()
  const parsed = responseSchema.safeParse(answer)
  if (!parsed.success) return ids
  const failed = new Set((parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier))
  return failed.isSubsetOf(ids) ? failed : ids
}

function recordOf(message: Message, queue: Queue, awsRegion: string) {
  return {
    messageId: message.id,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: 'loopback',
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    },
    messageAttributes: {},
    md5OfBody: message.md5,
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${awsRegion}:000000000000:${queue.options.name}`,
    awsRegion,
  }
}
