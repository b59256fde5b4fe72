import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  PutItemCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DynamodbTarget, openDynamodbTarget } from '../testing/dynamodb-test-table.ts'
import { onlyLocally } from '../testing/only-locally.ts'

let aws: DynamodbTarget
beforeAll(async () => {
  aws = await openDynamodbTarget()
})
afterAll(() => aws.close())

const switchTo = (PointInTimeRecoveryEnabled: boolean, TableName = aws.table) =>
  aws.client.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
    }),
  )
const restore = (more: { SourceTableName?: string; TargetTableName?: string; RestoreDateTime?: Date } = {}) =>
  aws.client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: aws.table,
      TargetTableName: `${aws.table}-restored`,
      RestoreDateTime: new Date(),
      ...more,
    }),
  )
const put = (pk: string) =>
  aws.client.send(
    new PutItemCommand({
      TableName: aws.table,
      Item: { pk: { S: pk }, sk: { S: 'x' }, owner: { S: 'ann' } },
    }),
  )

describe('point-in-time recovery', () => {
  test('is off until it is switched on, and says from when to when it reaches', async () => {
    const describeIt = () => aws.client.send(new DescribeContinuousBackupsCommand({ TableName: aws.table }))
    const before = await describeIt()
    expect(before.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
      PointInTimeRecoveryStatus: 'DISABLED',
    })
    await expect(restore()).rejects.toMatchObject({ name: 'PointInTimeRecoveryUnavailableException' })

    await switchTo(true)
    await switchTo(true)
    const { ContinuousBackupsDescription: after } = await describeIt()
    expect(after?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe('ENABLED')
    expect(after?.PointInTimeRecoveryDescription?.EarliestRestorableDateTime).toBeInstanceOf(Date)
    expect(after?.PointInTimeRecoveryDescription?.LatestRestorableDateTime).toBeInstanceOf(Date)
  })

  test('refuses what is not there, what is there already, and moments out of its reach', async () => {
    await switchTo(true)
    const none = `${aws.table}-none`
    const notFound = { name: 'TableNotFoundException' }
    await expect(switchTo(true, none)).rejects.toMatchObject(notFound)
    await expect(restore({ SourceTableName: none })).rejects.toMatchObject(notFound)
    await expect(restore({ TargetTableName: aws.table })).rejects.toMatchObject({
      name: 'TableAlreadyExistsException',
    })
    await expect(restore({ RestoreDateTime: new Date('2020-01-01') })).rejects.toMatchObject({
      name: 'InvalidRestoreTimeException',
    })
    await expect(restore({ TargetTableName: 'no spaces!' })).rejects.toMatchObject({
      name: 'ValidationException',
    })
    const neither = new RestoreTableToPointInTimeCommand({
      SourceTableName: aws.table,
      TargetTableName: `${aws.table}-restored`,
    })
    await expect(aws.client.send(neither)).rejects.toMatchObject({ name: 'ValidationException' })
  })

  onlyLocally(
    'AWS runs five minutes behind and takes many more for a table',
    'makes a new table of what was there, with its indexes',
    async () => {
      await switchTo(true)
      await put('then')
      const then = new Date()
      await expect.poll(() => Date.now()).toBeGreaterThan(then.getTime())
      await put('since')
      const TableName = `${aws.table}-restored`
      const { TableDescription } = await restore({ RestoreDateTime: then })
      expect(TableDescription).toMatchObject({ TableStatus: 'CREATING', TableName })
      expect(TableDescription?.RestoreSummary?.RestoreDateTime).toEqual(then)
      await waitUntilTableExists({ client: aws.client, minDelay: 1, maxWaitTime: 30 }, { TableName })
      const pks = async (IndexName?: string) =>
        (await aws.client.send(new ScanCommand({ TableName, IndexName }))).Items?.map(({ pk }) => pk?.S)
      expect([await pks(), await pks('byOwner')]).toEqual([['then'], ['then']])
      const { Table } = await aws.client.send(new DescribeTableCommand({ TableName }))
      expect(Table?.TableArn).toMatch(new RegExp(`:table/${TableName}$`))
      expect(Table?.RestoreSummary).toMatchObject({ RestoreDateTime: then, RestoreInProgress: false })
      expect(Table?.RestoreSummary?.SourceTableArn).toMatch(new RegExp(`:table/${aws.table}$`))
      await aws.client.send(new DeleteTableCommand({ TableName }))
    },
  )
})
