import { describe, expect, it } from 'vitest'
import { ASSUMED } from '../lib/core/usage/assumed.ts'
import { PLACE_NAMES, resourcesOf } from './testing/places.ts'

/** What costs by use or not at all; a few cents a month at rest say so. Anything else fails the test. */
const BY_USE = new Set([
  'AWS::Budgets::Budget',
  'AWS::CloudFormation::Stack',
  // 0.10 USD a month for each metric that one looks at; the first ten are free.
  'AWS::CloudWatch::Alarm',
  // The first three are free.
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::IdentityPool',
  'AWS::Cognito::IdentityPoolRoleAttachment',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolIdentityProvider',
  'AWS::DynamoDB::Table',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  // Storage and calls; an empty one is free.
  'AWS::S3Vectors::VectorBucket',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
  // 0.40 USD a month: the one thing here that costs while it lies there.
  'AWS::SecretsManager::Secret',
  'Custom::AmplifyBranchLinkerResource',
  'Custom::AmplifySecretFetcherResource',
  'Custom::S3AutoDeleteObjects',
])

/** A property that keeps a machine warm, wherever it stands. */
const KEEPS_WARM =
  /Provisioned(Throughput|Concurren|Capacity|Model)|VpcConfig|"SnapStart"|WarmThroughput|MultiRegion|Replicas|KinesisStream/

describe.each(PLACE_NAMES)('%s while nobody uses it', place => {
  it('has nothing that is always on, but for the firewall where it is asked for', () => {
    const found = resourcesOf(place).filter(({ Type }) => !BY_USE.has(Type))
    expect(found.map(({ Type }) => Type)).toEqual(
      place === 'everything' ? ['AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation'] : [],
    )
  })

  it('has nothing reserved or kept warm', () => {
    const found = resourcesOf(place).filter(({ Properties }) => KEEPS_WARM.test(JSON.stringify(Properties)))
    expect(found.map(({ Type, id }) => `${Type} ${id}`)).toEqual([])
  })

  it('has logs that end', () => {
    const groups = resourcesOf(place, 'AWS::Logs::LogGroup')
    expect(groups).toHaveLength({ branch: 4, sandbox: 5, everything: 6 }[place])
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(30)
  })

  it('has one secret, and alarms that look at as many metrics as the page on costs reckons with', () => {
    expect(resourcesOf(place, 'AWS::SecretsManager::Secret')).toHaveLength(1)
    const looked = resourcesOf(place, 'AWS::CloudWatch::Alarm').flatMap(({ Properties }) =>
      Properties.Metrics
        ? Properties.Metrics.filter(({ MetricStat }: { MetricStat?: object }) => MetricStat)
        : [Properties.MetricName],
    )
    // The pages' own two are where there is an app, one more where the pool asks who may sign up, one for the canary, one
    // less without a model.
    const more = { branch: -2, sandbox: -2, everything: 1 + ASSUMED.canaryAlarms }[place]
    expect(looked).toHaveLength(ASSUMED.alarms + more)
  })
})
