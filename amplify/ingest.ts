import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { Construct } from 'constructs'
import { INGEST_BATCH, INGEST_MEMORY_MB, INGEST_SECONDS } from '../lib/server/lambda/ingest-limits.ts'
import { docentFunction } from './docent-function.ts'
import { ingesting } from './permissions.ts'
import { functionEnvironment, type Resources } from './resources.ts'

/** Documents read at a time: more would only wait for Bedrock, whose embedding quota is the account's. */
const CONCURRENCY = 5

/** S3 -> queue -> this: an uploaded document becomes passages. */
export function ingest(scope: Construct, code: string, resources: Resources): LambdaFunction {
  const reader = docentFunction(scope, 'Ingest', {
    description: 'Reads uploaded documents into passages',
    code,
    memoryMb: INGEST_MEMORY_MB,
    seconds: INGEST_SECONDS,
    environment: functionEnvironment(resources),
    permissions: ingesting(resources),
    // A flood of uploads leaves the questions their share of the account's concurrency.
    ...(resources.parameters.reserveConcurrency && { concurrency: CONCURRENCY }),
  })
  reader.addEventSource(
    new SqsEventSource(resources.queue, {
      batchSize: INGEST_BATCH,
      reportBatchItemFailures: true,
      // The queue hands out no more than can be taken: a throttled delivery would count as a try.
      maxConcurrency: CONCURRENCY,
    }),
  )
  return reader
}
