import { defineStorage } from '@aws-amplify/backend'
import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Parameters } from '../parameters.ts'
import { announceUploads } from '../queue.ts'

/** Nobody reaches the bucket by Amplify's own access rules: uploads are signed by our server, one by one. */
export function storage() {
  return defineStorage({ name: 'documents', versioned: true, keepOnDelete: true })
}

interface Storage {
  resources: { bucket: IBucket; cfnResources: { cfnBucket: CfnBucket } }
}

/** A mistaken deletion can be undone this long. */
const NONCURRENT_DAYS = 30
/** What search reads is merged often and can be made anew at any time. */
const REPLACED_PACK_DAYS = 1
/** Bytes of uploads that broke off are billed and seen by nobody. */
const UNFINISHED_DAYS = 1

/** What Amplify leaves open, closed; every new upload is announced to `queue`. */
export function hardenStorage({ resources }: Storage, queue: Queue, { publicUrl }: Parameters): void {
  const { cfnBucket } = resources.cfnResources
  cfnBucket.publicAccessBlockConfiguration = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  }
  cfnBucket.bucketEncryption = {
    serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  }
  cfnBucket.ownershipControls = { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] }
  cfnBucket.corsConfiguration = {
    corsRules: [
      {
        allowedOrigins: [publicUrl],
        // A presigned POST is all that a browser does here.
        allowedMethods: ['POST'],
        allowedHeaders: ['content-type'],
        exposedHeaders: ['ETag'],
        maxAge: 3_600,
      },
    ],
  }
  cfnBucket.lifecycleConfiguration = {
    rules: [
      {
        id: 'unfinished-uploads',
        status: 'Enabled',
        abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_DAYS },
      },
      {
        id: 'old-versions',
        status: 'Enabled',
        noncurrentVersionExpiration: { noncurrentDays: NONCURRENT_DAYS },
        expiredObjectDeleteMarker: true,
      },
      {
        id: 'replaced-packs',
        status: 'Enabled',
        prefix: 'packs/',
        noncurrentVersionExpiration: { noncurrentDays: REPLACED_PACK_DAYS },
      },
    ],
  }
  announceUploads(cfnBucket, queue)
}
