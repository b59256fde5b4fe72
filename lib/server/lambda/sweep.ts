import type { Context } from 'aws-lambda'
import { sqsDocumentQueue } from '#lib/aws/sqs-document-queue.ts'
import { deps as serverDeps } from '../deps.ts'
import { sweepAndTell } from '../ingestion/sweep-and-tell.ts'
import { logInfo } from '../log.ts'
import { withRequestId } from '../request-id.ts'
import { needed, QUEUE_ADDRESS } from './needed.ts'
import { healthWatch } from './watch-health.ts'

const deps = sweepDeps()
const watchHealth = healthWatch(deps)

/** On a schedule: what has gone quiet goes to the queue again, or to its end; whether the pages answer is asked. */
export function handler(
  _event: unknown,
  { awsRequestId }: Context,
): Promise<{ taken: number; failed: number }> {
  return withRequestId(awsRequestId, async () => {
    try {
      const swept = await sweepAndTell(deps)
      logInfo('swept', swept)
      return swept
    } finally {
      await watchHealth()
    }
  })
}

function sweepDeps() {
  const common = serverDeps()
  const { region, ingestQueueUrl, leaseMs } = common.settings
  const queue = needed(ingestQueueUrl, 'DOCENT_INGEST_QUEUE_URL', QUEUE_ADDRESS)
  return { ...common, leaseMs, ingest: sqsDocumentQueue(region, queue) }
}
