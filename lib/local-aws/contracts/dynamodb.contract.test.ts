import { DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DynamodbTarget, openDynamodbTarget } from '../testing/dynamodb-test-table.ts'

let aws: DynamodbTarget
beforeAll(async () => {
  aws = await openDynamodbTarget()
})
afterAll(() => aws.close())

const get = async (pk: string, sk: string) =>
  (await aws.documents.send(new GetCommand({ TableName: aws.table, Key: { pk, sk }, ConsistentRead: true })))
    .Item
const put = (Item: Record<string, unknown>) =>
  aws.documents.send(new PutCommand({ TableName: aws.table, Item }))

const queryPages: DynamodbTarget['queryPages'] = query => aws.queryPages(query)
const partition = (pk: string) => ({
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': pk },
})

describe('items', () => {
  test('come back as they went in, whatever their attributes hold', async () => {
    const vector = new Uint8Array(new Float32Array(1024).map((_, at) => Math.sin(at)).buffer)
    const item = {
      pk: 'types',
      sk: 'all',
      text: 'Grüße, 世界 🏛',
      empty: '',
      number: -12.5,
      yes: true,
      nothing: null,
      vector,
      noBytes: new Uint8Array(0),
      list: [1, 'two', { three: [3] }],
      map: { a: { b: { c: 'deep' } }, 'with.dot': 1 },
      words: new Set(['a', 'b']),
    }
    await put(item)
    expect(await get('types', 'all')).toEqual(item)
  })

  test('that do not exist are not found, and deleting them is no error', async () => {
    expect(await get('nobody', 'nowhere')).toBeUndefined()
    await aws.documents.send(new DeleteCommand({ TableName: aws.table, Key: { pk: 'nobody', sk: 'x' } }))
  })

  test('are replaced only when the condition holds', async () => {
    const create = new PutCommand({
      TableName: aws.table,
      Item: { pk: 'once', sk: 'only', by: 'first' },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
    await aws.documents.send(create)
    await expect(aws.documents.send(create)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { by: { S: 'first' } },
    })
  })

  test('count up to a limit and not beyond, however many ask at once', async () => {
    const reserve = () =>
      aws.documents.send(
        new UpdateCommand({
          TableName: aws.table,
          Key: { pk: 'limit', sk: 'window' },
          UpdateExpression: 'ADD used :one SET seen = if_not_exists(seen, :now)',
          ConditionExpression: 'attribute_not_exists(used) OR used < :max',
          ExpressionAttributeValues: { ':one': 1, ':max': 10, ':now': 7 },
          ReturnValues: 'UPDATED_NEW',
        }),
      )
    const outcomes = await Promise.allSettled(Array.from({ length: 25 }, reserve))
    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    expect(refused).toHaveLength(15)
    expect(refused.map(outcome => outcome.reason.name)).toEqual(
      Array(15).fill('ConditionalCheckFailedException'),
    )
    expect(await get('limit', 'window')).toMatchObject({ used: 10, seen: 7 })
  })

  test('are changed in place by an update expression', async () => {
    await put({ pk: 'edit', sk: '1', list: ['a'], map: { x: 1, y: 2 }, gone: 1, tags: new Set(['a', 'b']) })
    const { Attributes } = await aws.documents.send(
      new UpdateCommand({
        TableName: aws.table,
        Key: { pk: 'edit', sk: '1' },
        UpdateExpression:
          'SET #list = list_append(#list, :more), #map.x = #map.x + :one REMOVE gone DELETE tags :a',
        ExpressionAttributeNames: { '#list': 'list', '#map': 'map' },
        ExpressionAttributeValues: { ':more': ['b'], ':one': 1, ':a': new Set(['a']) },
        ReturnValues: 'ALL_NEW',
      }),
    )
    expect(Attributes).toEqual({
      pk: 'edit',
      sk: '1',
      list: ['a', 'b'],
      map: { x: 2, y: 2 },
      tags: new Set(['b']),
    })
  })

  test('give back only the attributes that were asked for', async () => {
    await put({ pk: 'part', sk: '1', status: 'ready', map: { a: 1, b: 2 }, long: 'x' })
    const { Item } = await aws.documents.send(
      new GetCommand({
        TableName: aws.table,
        Key: { pk: 'part', sk: '1' },
        ProjectionExpression: '#status, #map.a',
        ExpressionAttributeNames: { '#status': 'status', '#map': 'map' },
      }),
    )
    expect(Item).toEqual({ status: 'ready', map: { a: 1 } })
  })
})

describe('batches and pages', () => {
  const vector = new Uint8Array(4096).fill(7)
  const passage = (at: number) => ({ pk: 'passages', sk: `c#${String(at).padStart(4, '0')}`, vector, at })

  beforeAll(async () => {
    for (let from = 0; from < 600; from += 25) {
      const requests = Array.from({ length: 25 }, (_, at) => ({ PutRequest: { Item: passage(from + at) } }))
      const { UnprocessedItems } = await aws.documents.send(
        new BatchWriteCommand({ RequestItems: { [aws.table]: requests } }),
      )
      expect(UnprocessedItems).toEqual({})
    }
  })

  test('a query stops at 1 MB and goes on where it stopped, in order, with nothing lost', async () => {
    const pages = await queryPages(partition('passages'))
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) expect(page.length * 4096).toBeLessThan(1024 * 1024)
    expect(pages.flat().map(item => item.at)).toEqual(Array.from({ length: 600 }, (_, at) => at))
    expect(pages.flat()[599]!.vector).toEqual(vector)
  })

  test('a query reads backwards, by prefix, by range and by number of items', async () => {
    const [page] = await queryPages({ ...partition('passages'), ScanIndexForward: false, Limit: 600 })
    expect(page![0]!.at).toBe(599)
    const ranged = (condition: string, values: object) =>
      queryPages({
        KeyConditionExpression: `pk = :pk AND ${condition}`,
        ExpressionAttributeValues: { ':pk': 'passages', ...values },
        Limit: 7,
      }).then(pages => pages.flat().map(item => item.at))
    expect(await ranged('begins_with(sk, :p)', { ':p': 'c#001' })).toEqual([
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ])
    expect(await ranged('sk BETWEEN :a AND :b', { ':a': 'c#0098', ':b': 'c#0101' })).toEqual([
      98, 99, 100, 101,
    ])
    expect(await ranged('sk > :a', { ':a': 'c#0597' })).toEqual([598, 599])
    expect(await ranged('sk <= :a', { ':a': 'c#0001' })).toEqual([0, 1])
  })

  test('a filter leaves out items after they were counted for the page', async () => {
    const found = await aws.documents.send(
      new QueryCommand({
        TableName: aws.table,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: '#at < :n',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':pk': 'passages', ':n': 3 },
        Limit: 10,
      }),
    )
    expect(found).toMatchObject({ Count: 3, ScannedCount: 10, LastEvaluatedKey: { sk: 'c#0009' } })
  })

  test('a batch get returns what exists', async () => {
    const { Responses, UnprocessedKeys } = await aws.documents.send(
      new BatchGetCommand({
        RequestItems: {
          [aws.table]: { Keys: [passage(5), passage(6), passage(9999)].map(({ pk, sk }) => ({ pk, sk })) },
        },
      }),
    )
    expect(Responses![aws.table]!.map(item => item.at).sort()).toEqual([5, 6])
    expect(UnprocessedKeys).toEqual({})
  })

  test('a scan sees every item once', async () => {
    const seen: string[] = []
    let from: Record<string, unknown> | undefined
    do {
      const page = await aws.documents.send(
        new ScanCommand({
          TableName: aws.table,
          FilterExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'passages' },
          ExclusiveStartKey: from,
        }),
      )
      seen.push(...(page.Items ?? []).map(item => item.sk))
      from = page.LastEvaluatedKey
    } while (from)
    expect(seen.sort()).toEqual(Array.from({ length: 600 }, (_, at) => passage(at).sk))
  })
})

test('the table describes itself', async () => {
  const { Table } = await aws.client.send(new DescribeTableCommand({ TableName: aws.table }))
  expect(Table).toMatchObject({ TableName: aws.table, TableStatus: 'ACTIVE' })
  expect(Table!.GlobalSecondaryIndexes!.map(index => index.IndexStatus)).toEqual(['ACTIVE', 'ACTIVE'])
  const { TableNames } = await aws.client.send(new ListTablesCommand({}))
  expect(TableNames).toContain(aws.table)
})
