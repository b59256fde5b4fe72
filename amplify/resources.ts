import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { NO_MODEL } from '../lib/aws/settings-schema.ts'
import type { Parameters } from './parameters.ts'
import type { IngestQueue } from './queue.ts'
import type { Tables } from './tables.ts'
import type { VectorBucket } from './vector-bucket.ts'

/** What the functions and the web server work with. */
export interface Resources extends Tables, IngestQueue {
  bucket: Pick<Bucket, 'bucketArn' | 'bucketName'>
  /** Null where no bot may be moved there. */
  vectorBucket: VectorBucket | null
  ticketSecret: Secret
  /** Which of several in the account this is. */
  installation: string
  userPoolId: string
  userPoolClientId: string
  parameters: Parameters
}

/** Where our numbers stand in CloudWatch. */
export const METRICS_NAMESPACE = 'Docent'

/** The settings of lib/aws/settings.ts that all functions need; the region is Lambda's own variable. */
export function functionEnvironment(resources: Resources): Record<string, string> {
  const { parameters } = resources
  return {
    DOCENT_BOTS_TABLE: resources.bots.tableName,
    DOCENT_VECTORS_TABLE: resources.vectors.tableName,
    DOCENT_BUCKET: resources.bucket.bucketName,
    ...(resources.vectorBucket && { DOCENT_VECTOR_BUCKET: resources.vectorBucket.name }),
    DOCENT_USER_POOL_ID: resources.userPoolId,
    DOCENT_USER_POOL_CLIENT_ID: resources.userPoolClientId,
    DOCENT_TICKET_SECRET: resources.ticketSecret.secretArn,
    DOCENT_INGEST_QUEUE_URL: resources.queue.queueUrl,
    DOCENT_PUBLIC_URL: parameters.publicUrl,
    DOCENT_EMBED_URL: parameters.embedUrl,
    DOCENT_CHAT_MODEL: parameters.chatModel ?? NO_MODEL,
    DOCENT_EMBEDDING_MODEL: parameters.embeddingModel,
    DOCENT_EMBEDDING_DIMENSIONS: String(parameters.embeddingDimensions),
    DOCENT_METRICS_NAMESPACE: METRICS_NAMESPACE,
    DOCENT_INSTALLATION: resources.installation,
    ...parameters.passedOn,
  }
}
