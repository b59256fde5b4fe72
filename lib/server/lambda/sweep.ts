import { sqsDocumentQueue } from '#lib/aws/sqs-document-queue.ts'
import { sweep } from '#lib/core/ingestion/sweep.ts'
import { logError, logInfo } from '../log.ts'
import { world as commonWorld } from '../world.ts'

const world = sweepWorld()

/** On a schedule: what has gone quiet goes to the queue again, or to its end. */
export async function handler(): Promise<{ taken: number; failed: number }> {
  let failed = 0
  const taken = await sweep(world, (id, error) => {
    failed++
    logError('sweep', error, { id })
  })
  logInfo('swept', { taken, failed })
  return { taken, failed }
}

function sweepWorld() {
  const common = commonWorld()
  const { region, ingestQueueUrl, leaseMs } = common.settings
  if (!ingestQueueUrl)
    throw new Error('DOCENT_INGEST_QUEUE_URL is missing; put the address of the queue of documents.')
  return { ...common, leaseMs, ingest: sqsDocumentQueue(region, ingestQueueUrl) }
}
