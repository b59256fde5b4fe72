import { Fn } from 'aws-cdk-lib'
import { CfnVectorBucket } from 'aws-cdk-lib/aws-s3vectors'
import type { Construct } from 'constructs'
import type { Parameters } from './parameters.ts'
import { removalPolicy } from './place.ts'

export interface VectorBucket {
  arn: string
  name: string
}

/**
 * Where the vectors of bots lie that an operator moves there, in one index each, which the app makes. Null
 * unless it is asked for: most installations never need it. It is encrypted with S3's own key, and no vector
 * bucket is public. An empty one costs nothing.
 */
export function vectorBucket(scope: Construct, { s3Vectors }: Parameters): VectorBucket | null {
  if (!s3Vectors) return null
  const bucket = new CfnVectorBucket(scope, 'VectorBucket')
  bucket.applyRemovalPolicy(removalPolicy(scope))
  const arn = bucket.attrVectorBucketArn
  // CloudFormation gives out the ARN only: arn:aws:s3vectors:REGION:ACCOUNT:bucket/NAME
  return { arn, name: Fn.select(1, Fn.split('/', arn)) }
}
