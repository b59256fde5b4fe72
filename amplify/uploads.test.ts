import { describe, expect, it } from 'vitest'
import { oneOf, PLACE_NAMES, PUBLIC_URL, readable } from './testing/places.ts'

describe.each(PLACE_NAMES)('the bucket of %s', place => {
  const { Properties: bucket, DependsOn } = oneOf(place, 'AWS::S3::Bucket')

  it('is closed to the public in all four ways', () => {
    expect(bucket.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    })
  })

  it('is encrypted, keeps versions, and belongs to its owner alone', () => {
    expect(
      bucket.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault,
    ).toEqual({ SSEAlgorithm: 'AES256' })
    expect(bucket.VersioningConfiguration).toEqual({ Status: 'Enabled' })
    expect(bucket.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }])
  })

  it('refuses what is not encrypted on the way', () => {
    const policy = oneOf(place, 'AWS::S3::BucketPolicy').Properties.PolicyDocument
    expect(policy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    )
  })

  it('takes a browser’s upload from our own pages only', () => {
    expect(bucket.CorsConfiguration.CorsRules).toHaveLength(1)
    expect(bucket.CorsConfiguration.CorsRules[0]).toMatchObject({
      AllowedOrigins: [PUBLIC_URL],
      AllowedMethods: ['POST'],
    })
  })

  it('clears up unfinished uploads after a day and old versions after thirty, of packs after one', () => {
    const rules = bucket.LifecycleConfiguration.Rules
    expect(rules).toContainEqual(
      expect.objectContaining({
        Status: 'Enabled',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      }),
    )
    expect(rules).toContainEqual(
      expect.objectContaining({
        Status: 'Enabled',
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      }),
    )
    expect(rules).toContainEqual(
      expect.objectContaining({ Prefix: 'packs/', NoncurrentVersionExpiration: { NoncurrentDays: 1 } }),
    )
    // What is current never goes by itself.
    expect(JSON.stringify(rules)).not.toContain('"ExpirationInDays"')
  })

  it('announces new objects under uploads/ to the queue, and nothing else to anybody', () => {
    const { QueueConfigurations, ...others } = bucket.NotificationConfiguration
    expect(others).toEqual({})
    expect(QueueConfigurations).toHaveLength(1)
    const [{ Event, Filter, Queue }] = QueueConfigurations
    expect(Event).toBe('s3:ObjectCreated:*')
    expect(Filter.S3Key.Rules).toEqual([{ Name: 'prefix', Value: 'uploads/' }])
    expect(readable(Queue)).toMatch(/^<IngestQueue\w+\.Arn>$/)
  })

  it('is made after the queue lets it in, and only buckets of this account are let in', () => {
    const policy = oneOf(place, 'AWS::SQS::QueuePolicy', 'IngestQueuePolicy')
    expect(DependsOn).toContain(policy.id)
    const allowed = policy.Properties.PolicyDocument.Statement.filter(
      (statement: { Effect: string }) => statement.Effect === 'Allow',
    )
    expect(allowed).toHaveLength(1)
    expect(allowed[0]).toMatchObject({
      Action: 'sqs:SendMessage',
      Principal: { Service: 's3.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    })
  })
})

describe.each(PLACE_NAMES)('the queue of %s', place => {
  const queue = oneOf(place, 'AWS::SQS::Queue', 'IngestQueue').Properties
  const deadLetters = oneOf(place, 'AWS::SQS::Queue', 'IngestDeadLetters').Properties

  it('gives a document up after three tries, and keeps the message for two weeks', () => {
    expect(queue.RedrivePolicy.maxReceiveCount).toBe(3)
    expect(readable(queue.RedrivePolicy.deadLetterTargetArn)).toMatch(/^<IngestDeadLetters/)
    expect(deadLetters.MessageRetentionPeriod).toBe(14 * 24 * 3_600)
  })

  it('hides a message for longer than the function may run, and not so long that it seems to wait', () => {
    const { Timeout } = oneOf(place, 'AWS::Lambda::Function', 'Ingest').Properties
    expect(queue.VisibilityTimeout).toBeGreaterThan(Timeout)
    expect(queue.VisibilityTimeout).toBeLessThan(
      oneOf(place, 'AWS::CloudWatch::Alarm', 'DocumentsWait').Properties.Threshold,
    )
  })

  it('is encrypted, at rest and on the way, both of them', () => {
    for (const one of [queue, deadLetters]) expect(one.SqsManagedSseEnabled).toBe(true)
    for (const name of ['IngestQueuePolicy', 'IngestDeadLettersPolicy']) {
      const { Statement } = oneOf(place, 'AWS::SQS::QueuePolicy', name).Properties.PolicyDocument
      expect(Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      )
    }
  })
})
