import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '../lib/laptop/local-environment.ts'
import { provision } from '../lib/laptop/provision.ts'
import { openAwsTarget } from '../lib/local-aws/testing/aws-target.ts'
import { oneOf, PLACE_NAMES, type Place, resourcesOf } from './testing/places.ts'

const KEPT_TYPES = [
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::Cognito::UserPool',
  'AWS::SecretsManager::Secret',
  'AWS::Logs::LogGroup',
]
const TABLE_IDS = ['Bots', 'Vectors'] as const

describe.each<Place>(['branch', 'everything'])('what people gave us, on a %s', place => {
  it.each(KEPT_TYPES)('outlives its stack: %s', type => {
    const resources = resourcesOf(place, type)
    expect(resources.length).toBeGreaterThan(0)
    for (const { DeletionPolicy, UpdateReplacePolicy } of resources)
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain'])
  })

  it('outlives its stack, where there is one: the vector bucket', () => {
    const buckets = resourcesOf(place, 'AWS::S3Vectors::VectorBucket')
    expect(buckets).toHaveLength(place === 'everything' ? 1 : 0)
    for (const { DeletionPolicy } of buckets) expect(DeletionPolicy).toBe('Retain')
  })

  it('cannot be deleted by mistake: tables and the user pool', () => {
    for (const { Properties } of resourcesOf(place, 'AWS::DynamoDB::Table'))
      expect(Properties.DeletionProtectionEnabled).toBe(true)
    expect(oneOf(place, 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('ACTIVE')
  })

  it('has nobody who empties the bucket when the stack goes', () => {
    expect(resourcesOf(place, 'Custom::S3AutoDeleteObjects')).toEqual([])
  })
})

describe('a sandbox', () => {
  it('leaves nothing behind', () => {
    for (const type of KEPT_TYPES)
      for (const { DeletionPolicy } of resourcesOf('sandbox', type)) expect(DeletionPolicy).toBe('Delete')
    for (const { Properties } of resourcesOf('sandbox', 'AWS::DynamoDB::Table'))
      expect(Properties.DeletionProtectionEnabled).toBe(false)
    expect(oneOf('sandbox', 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('INACTIVE')
  })
})

describe.each(PLACE_NAMES)('the tables of %s', place => {
  let target: Awaited<ReturnType<typeof openAwsTarget>>
  let client: DynamoDBClient

  beforeAll(async () => {
    target = await openAwsTarget({})
    const aws = { endpoint: target.endpoint!, region: target.region, credentials: target.credentials! }
    await provision(aws, 'http://127.0.0.1:3999')
    client = new DynamoDBClient(aws)
  })
  afterAll(async () => {
    client.destroy()
    await target.close()
  })

  it.each(TABLE_IDS)('cost nothing while nobody asks, and go back to any second: %s', id => {
    const { Properties } = oneOf(place, 'AWS::DynamoDB::Table', id)
    expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
    expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true })
    expect(Properties.ProvisionedThroughput).toBeUndefined()
  })

  it.each(TABLE_IDS)('have the keys and indexes of the tables on a laptop: %s', async id => {
    const { Properties } = oneOf(place, 'AWS::DynamoDB::Table', id)
    const TableName = id === 'Bots' ? TABLES.bots : TABLES.vectors
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    expect(Properties.KeySchema).toEqual(Table?.KeySchema)
    expect(byName(Properties.AttributeDefinitions)).toEqual(byName(Table?.AttributeDefinitions))
    expect(indexes(Properties.GlobalSecondaryIndexes)).toEqual(indexes(Table?.GlobalSecondaryIndexes))
  })

  it.each(TABLE_IDS)('forget what the tables on a laptop forget: %s', async id => {
    const { Properties } = oneOf(place, 'AWS::DynamoDB::Table', id)
    const TableName = id === 'Bots' ? TABLES.bots : TABLES.vectors
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }))
    expect(Properties.TimeToLiveSpecification?.AttributeName).toBe(TimeToLiveDescription?.AttributeName)
  })
})

interface Named {
  AttributeName?: string | undefined
}
const byName = (attributes: Named[] = []) =>
  attributes.toSorted((a, b) => (a.AttributeName! < b.AttributeName! ? -1 : 1))

interface Index {
  IndexName?: string
  KeySchema?: unknown
  Projection?: { ProjectionType?: string } | undefined
}
const indexes = (found: Index[] = []) =>
  found
    .map(({ IndexName = '', KeySchema, Projection }) => [IndexName, KeySchema, Projection?.ProjectionType])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
