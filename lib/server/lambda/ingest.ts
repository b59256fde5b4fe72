import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { z } from 'zod'
import { lambdaStream } from '#lib/aws/lambda-stream.ts'
import { s3ReadAddress } from '#lib/aws/s3-read-address.ts'
import { queuedDocument, sqsDocumentQueue } from '#lib/aws/sqs-document-queue.ts'
import { deps as serverDeps } from '../deps.ts'
import type { QueuedDocument } from '../ingestion/document-queue.ts'
import { ingestAndTell } from '../ingestion/ingest-and-tell.ts'
import { ingestionDeps } from '../ingestion/ingestion-deps.ts'
import { documentsOfEvent } from '../ingestion/object-created.ts'
import { logError } from '../log.ts'
import { withRequestId } from '../request-id.ts'
import { extractInFunction } from './extract-in-function.ts'
import { EXTRACT_SECONDS } from './ingest-limits.ts'
import { needed, QUEUE_ADDRESS } from './needed.ts'

// While loading: a bad setting stops the function before it takes a message.
const deps = functionDeps()

/**
 * Works off the ingestion queue. What the bucket says of an upload is put into the queue once more under its owner's
 * name, so that owners take turns. A document that fails is resumed by the sweep, which counts its tries: its message
 * is done with. What is no message of ours comes again until its tries are used up, then it goes to the dead letters.
 */
export function handler(event: SQSEvent, { awsRequestId }: Context): Promise<SQSBatchResponse> {
  return withRequestId(awsRequestId, () => workOff(event))
}

async function workOff(event: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
  for (const record of event.Records) {
    try {
      await take(JSON.parse(record.body))
    } catch (error) {
      logError('ingestion', error, { messageId: record.messageId })
      batchItemFailures.push({ itemIdentifier: record.messageId })
    }
  }
  return { batchItemFailures }
}

async function take(message: unknown): Promise<void> {
  const document = queuedDocument(message)
  if (document) await ingest(document)
  else if (!testEventSchema.safeParse(message).success)
    for (const uploaded of documentsOfEvent(message)) await deps.enqueue(uploaded)
}

async function ingest(key: QueuedDocument): Promise<void> {
  try {
    await ingestAndTell(deps, key)
  } catch (error) {
    logError('ingestion', error, { documentId: key.id })
  }
}

/** What a bucket sends once, when it is told of the queue. */
const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') })

function functionDeps() {
  const common = serverDeps()
  const { region, bucket, extractFunction, ingestQueueUrl } = common.settings
  const reader = needed(extractFunction, 'DOCENT_EXTRACT_FUNCTION', 'the name of the function that reads')
  const queue = needed(ingestQueueUrl, 'DOCENT_INGEST_QUEUE_URL', QUEUE_ADDRESS)
  const call = lambdaStream(region, reader, EXTRACT_SECONDS * 1_000)
  const extractor = extractInFunction(call, s3ReadAddress(common.s3, bucket))
  return { ...ingestionDeps(common, extractor), enqueue: sqsDocumentQueue(region, queue) }
}
