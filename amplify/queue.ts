import { Duration, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { INGEST_SECONDS, INGEST_TRIES } from '../lib/server/lambda/ingest-limits.ts'

/** Behind the longest run. Who reads a message twice does nothing: a document is one worker's at a time. */
const VISIBILITY_SECONDS = INGEST_SECONDS + 60
/** Long enough for somebody to come back from a holiday and look. */
const DEAD_LETTER_DAYS = 14
/** A queue that stood still this long has an alarm behind it. */
const RETENTION_DAYS = 4

export interface IngestQueue {
  queue: Queue
  deadLetters: Queue
}

/** Documents to be read. `scope` is the bucket's stack, since each of the two names the other. */
export function ingestQueue(scope: Construct): IngestQueue {
  const deadLetters = new Queue(scope, 'IngestDeadLetters', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
  })
  const queue = new Queue(scope, 'IngestQueue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(VISIBILITY_SECONDS),
    retentionPeriod: Duration.days(RETENTION_DAYS),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: INGEST_TRIES },
  })
  return { queue, deadLetters }
}

/**
 * Every object under `uploads/` is announced, and nothing else: the texts that the ingestion itself writes
 * would call it again without end. Said in the bucket's own properties: CDK's way is a function of its own
 * that may change the notifications of every bucket.
 */
export function announceUploads(bucket: CfnBucket, queue: Queue): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'UploadsOfThisAccount',
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      // The bucket's own name would make a circle; whoever owns it is enough.
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(queue).account } },
    }),
  )
  bucket.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        filter: { s3Key: { rules: [{ name: 'prefix', value: 'uploads/' }] } },
        queue: queue.queueArn,
      },
    ],
  }
  // S3 tries the queue as soon as it is named, and needs leave to.
  bucket.node.addDependency(queue.node.findChild('Policy'))
}
