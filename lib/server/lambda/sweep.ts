import type { Context } from 'aws-lambda'
import { sqsDocumentQueue } from '#lib/aws/sqs-document-queue.ts'
import { deps as serverDeps } from '../deps.ts'
import { sweepAndTell } from '../ingestion/sweep-and-tell.ts'
import { logInfo } from '../log.ts'
import { withRequestId } from '../request-id.ts'
import { needed, QUEUE_ADDRESS } from './needed.ts'

const deps = sweepDeps()

/** On a schedule: what has gone quiet goes to the queue again, or to its end. */
export function handler(
  _event: unknown,
  { awsRequestId }: Context,
): Promise<{ taken: number; failed: number }> {
  return withRequestId(awsRequestId, async () => {
    const swept = await sweepAndTell(deps)
    logInfo('swept', swept)
    return swept
  })
}

function sweepDeps() {
  const common = serverDeps()
  const { region, ingestQueueUrl, leaseMs } = common.settings
  const queue = needed(ingestQueueUrl, 'DOCENT_INGEST_QUEUE_URL', QUEUE_ADDRESS)
  return { ...common, leaseMs, ingest: sqsDocumentQueue(region, queue) }
}
