import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { z } from 'zod'
import { lambdaStream } from '#lib/aws/lambda-stream.ts'
import { s3ReadAddress } from '#lib/aws/s3-read-address.ts'
import { queuedDocument } from '#lib/aws/sqs-document-queue.ts'
import { giveUpDocument } from '#lib/core/ingestion/end-document.ts'
import { deps as serverDeps } from '../deps.ts'
import type { QueuedDocument } from '../ingestion/document-queue.ts'
import { ingestAndTell } from '../ingestion/ingest-and-tell.ts'
import { ingestionDeps } from '../ingestion/ingestion-deps.ts'
import { documentsOfEvent } from '../ingestion/object-created.ts'
import { logError } from '../log.ts'
import { withRequestId } from '../request-id.ts'
import { extractInFunction } from './extract-in-function.ts'
import { EXTRACT_SECONDS, INGEST_TRIES } from './ingest-limits.ts'

// While loading: a bad setting stops the function before it takes a message.
const deps = functionDeps()

/**
 * Works off the ingestion queue. Each message succeeds or fails by itself; what fails comes again until
 * its tries are used up, then its documents are marked as failed and the message goes to the dead letters.
 */
export function handler(event: SQSEvent, { awsRequestId }: Context): Promise<SQSBatchResponse> {
  return withRequestId(awsRequestId, () => workOff(event))
}

async function workOff(event: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
  for (const record of event.Records) {
    try {
      for (const document of documentsOf(record)) await ingest(document, record)
    } catch (error) {
      logError('ingestion', error, { messageId: record.messageId })
      batchItemFailures.push({ itemIdentifier: record.messageId })
    }
  }
  return { batchItemFailures }
}

async function ingest(key: QueuedDocument, record: SQSRecord): Promise<void> {
  try {
    await ingestAndTell(deps, key)
  } catch (error) {
    if (Number(record.attributes.ApproximateReceiveCount) >= INGEST_TRIES) {
      await giveUpDocument(deps, key)
      deps.metrics.put({ DocumentsGivenUp: 1 })
    }
    throw error
  }
}

/** The bucket's own words, or the sweep's. */
function documentsOf({ body }: SQSRecord): QueuedDocument[] {
  const message: unknown = JSON.parse(body)
  const document = queuedDocument(message)
  if (document) return [document]
  return testEventSchema.safeParse(message).success ? [] : documentsOfEvent(message)
}

/** What a bucket sends once, when it is told of the queue. */
const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') })

function functionDeps() {
  const common = serverDeps()
  const { region, bucket, extractFunction } = common.settings
  if (!extractFunction)
    throw new Error('DOCENT_EXTRACT_FUNCTION is missing; put the name of the function that reads documents.')
  const call = lambdaStream(region, extractFunction, EXTRACT_SECONDS * 1_000)
  return ingestionDeps(common, extractInFunction(call, s3ReadAddress(common.s3, bucket)))
}
