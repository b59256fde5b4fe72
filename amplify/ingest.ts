import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { Construct } from 'constructs'
import {
  EXTRACT_MEMORY_MB,
  EXTRACT_SECONDS,
  INGEST_BATCH,
  INGEST_MEMORY_MB,
  INGEST_SECONDS,
} from '../lib/server/lambda/ingest-limits.ts'
import { docentFunction } from './docent-function.ts'
import { ingesting } from './permissions.ts'
import { functionEnvironment, type Resources } from './resources.ts'

/** Documents read at a time: more would only wait for Bedrock, whose embedding quota is the account's. */
const CONCURRENCY = 5

/**
 * What touches the bytes of strangers: it holds no right but to its own log. Who calls it sends the address of one
 * file with each call. It needs no share of its own of the account's concurrency: only the ingestion calls it.
 */
export function extract(scope: Construct, code: string): LambdaFunction {
  return docentFunction(scope, 'Extract', {
    description: 'Reads one document that it is given the address of',
    code,
    memoryMb: EXTRACT_MEMORY_MB,
    seconds: EXTRACT_SECONDS,
    permissions: [],
    traced: false,
  })
}

/** S3 -> queue -> this: an uploaded document becomes passages. `extractor` reads the files. */
export function ingest(
  scope: Construct,
  code: string,
  resources: Resources,
  extractor: LambdaFunction,
): LambdaFunction {
  const worker = docentFunction(scope, 'Ingest', {
    description: 'Makes passages of uploaded documents',
    code,
    memoryMb: INGEST_MEMORY_MB,
    seconds: INGEST_SECONDS,
    environment: { ...functionEnvironment(resources), DOCENT_EXTRACT_FUNCTION: extractor.functionName },
    permissions: ingesting(resources, extractor),
    // A flood of uploads leaves the questions their share of the account's concurrency.
    ...(resources.parameters.reserveConcurrency && { concurrency: CONCURRENCY }),
  })
  worker.addEventSource(
    new SqsEventSource(resources.queue, {
      batchSize: INGEST_BATCH,
      reportBatchItemFailures: true,
      // The queue hands out no more than can be taken: a throttled delivery would count as a try.
      maxConcurrency: CONCURRENCY,
    }),
  )
  return worker
}
