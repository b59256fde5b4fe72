import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DynamodbTarget, openDynamodbTarget } from '../local-aws/testing/dynamodb-test-table.ts'
import type { DynamoCalls } from './dynamo-calls.ts'
import { isConditionFailure } from './dynamo-errors.ts'
import { PATIENCE } from './patience.ts'
import { sdkDynamo } from './testing/sdk-dynamo.ts'
import { AwsService } from './wire/aws-service.ts'
import { wireDynamo } from './wire/wire-dynamo.ts'

let place: DynamodbTarget
let table: string
beforeAll(async () => {
  place = await openDynamodbTarget()
  table = place.table
})
afterAll(() => place.close())

const ways: Record<string, (secretAccessKey?: string) => { calls: DynamoCalls; close(): void }> = {
  'the SDK': secretAccessKey => {
    const { region, endpoint, credentials } = place.target
    const client = new DynamoDBClient({
      ...{ region, endpoint },
      ...(credentials && { credentials: { ...credentials, ...(secretAccessKey && { secretAccessKey }) } }),
    })
    const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
    return { calls: sdkDynamo(document), close: () => client.destroy() }
  },
  'the wire': secretAccessKey => {
    const { region, endpoint, credentials } = place.target
    const service = new AwsService({
      ...{ serviceId: 'DynamoDB', hostPrefix: 'dynamodb', signingName: 'dynamodb', region, endpoint },
      ...(credentials && {
        credentials: async () => ({ ...credentials, ...(secretAccessKey && { secretAccessKey }) }),
      }),
      ...{ patience: PATIENCE, attempts: 4 },
    })
    return { calls: wireDynamo(service), close: () => service.close() }
  },
}

describe.each(Object.entries(ways))('DynamoDB by %s', (way, open) => {
  let dynamo: DynamoCalls
  let close: () => void
  beforeAll(() => {
    ;({ calls: dynamo, close } = open())
  })
  afterAll(() => close())

  let pk: string
  let number = 0
  beforeEach(() => {
    pk = `${way} ${++number}`
  })
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ pk, sk: `row#${index}`, index }))
  const putAll = (items: object[]) =>
    dynamo.batchWrite({ RequestItems: { [table]: items.map(Item => ({ PutRequest: { Item } })) } })
  const failed = (Code: string) => expect.objectContaining({ Code })

  it('keeps whatever it is given', async () => {
    const Item = {
      ...{ pk, sk: 'all', text: 'é€😀 "\\ \u2028', empty: '', number: -0.5, big: 12345678901234567890n },
      ...{ yes: true, no: false, nothing: null, bytes: new Uint8Array([0, 255, 7]), left: undefined },
      ...{ list: [1, 'two', [3], undefined, { four: [] }], map: { of: { maps: {} }, out: undefined } },
    }
    await dynamo.put({ TableName: table, Item })
    const { Item: kept } = await dynamo.get({
      TableName: table,
      Key: { pk, sk: 'all' },
      ConsistentRead: true,
    })
    const { left, ...rest } = Item
    expect(kept).toEqual({ ...rest, list: [1, 'two', [3], { four: [] }], map: { of: { maps: {} } } })
  })

  it('says nothing of what is not there', async () => {
    expect((await dynamo.get({ TableName: table, Key: { pk, sk: 'no' } })).Item).toBeUndefined()
  })

  it('counts, and gives what was changed', async () => {
    const add = () =>
      dynamo.update({
        ...{ TableName: table, Key: { pk, sk: 'count' }, UpdateExpression: 'ADD #count :one' },
        ...{ ExpressionAttributeNames: { '#count': 'count' }, ExpressionAttributeValues: { ':one': 1 } },
        ReturnValues: 'UPDATED_NEW' as const,
      })
    expect((await add()).Attributes).toEqual({ count: 1 })
    expect((await add()).Attributes).toEqual({ count: 2 })
  })

  it('deletes, and gives what was there', async () => {
    await dynamo.put({ TableName: table, Item: { pk, sk: 'old', n: 1 } })
    const gone = await dynamo.delete({ TableName: table, Key: { pk, sk: 'old' }, ReturnValues: 'ALL_OLD' })
    expect(gone.Attributes).toEqual({ pk, sk: 'old', n: 1 })
  })

  it('says that a condition failed, with the item where it was asked for', async () => {
    const put = {
      TableName: table,
      Item: { pk, sk: 'once', n: 1 },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    }
    await dynamo.put(put)
    const failure = await dynamo.put(put).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      ...{ name: 'ConditionalCheckFailedException', $fault: 'client' },
      Item: { pk: { S: pk }, n: { N: '1' } },
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/\S/) },
    })
    expect((failure as Error).message).toMatch(/conditional request failed/i)
    expect(isConditionFailure(failure)).toBe(true)
  })

  it('writes together or not at all, and says which part failed', async () => {
    const Update = {
      ...{ TableName: table, Key: { pk, sk: 'b' }, UpdateExpression: 'SET n = :n' },
      ...{ ExpressionAttributeValues: { ':n': 2 } },
    }
    const Put = { TableName: table, Item: { pk, sk: 'a', n: 1 } }
    const ConditionCheck = {
      TableName: table,
      Key: { pk, sk: 'c' },
      ConditionExpression: 'attribute_exists(pk)',
    }
    const refused = await dynamo
      .transactWrite({ TransactItems: [{ Put }, { Update }, { ConditionCheck }] })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({
      ...{ name: 'TransactionCanceledException', $fault: 'client' },
      CancellationReasons: [failed('None'), failed('None'), failed('ConditionalCheckFailed')],
    })
    expect(isConditionFailure(refused)).toBe(true)
    await dynamo.transactWrite({ TransactItems: [{ Put }, { Update }] })
    await dynamo.transactWrite({
      TransactItems: [{ Delete: { TableName: table, Key: { pk, sk: 'a' } } }, { Update }],
    })
    const { Items } = await dynamo.query(all())
    expect(Items).toEqual([{ pk, sk: 'b', n: 2 }])
  })

  it('gives many pages of a query, and of a whole table', async () => {
    await putAll(rows(7))
    const pages: unknown[][] = []
    for await (const { Items } of dynamo.queryPages({ ...all(), Limit: 3 })) pages.push(Items!)
    expect(pages.map(page => page.length)).toEqual([3, 3, 1])
    expect(pages.flat()).toEqual(rows(7))
    const scanned: unknown[] = []
    const scan = { TableName: table, FilterExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }
    for await (const { Items } of dynamo.scanPages({ ...scan, Limit: 4 })) scanned.push(...Items!)
    expect(scanned).toHaveLength(7)
  })

  it('asks for no page that nobody wants', async () => {
    await putAll(rows(7))
    for await (const { Items } of dynamo.queryPages({ ...all(), Limit: 3 })) {
      expect(Items).toHaveLength(3)
      break
    }
  })

  it('reads and deletes many at once', async () => {
    await putAll(rows(5))
    const Keys = rows(8).map(({ pk, sk }) => ({ pk, sk }))
    const { Responses } = await dynamo.batchGet({ RequestItems: { [table]: { Keys, ConsistentRead: true } } })
    expect(Responses![table]!.toSorted((a, b) => a.index - b.index)).toEqual(rows(5))
    const deletions = Keys.map(Key => ({ DeleteRequest: { Key } }))
    const { UnprocessedItems } = await dynamo.batchWrite({ RequestItems: { [table]: deletions } })
    expect(UnprocessedItems).toEqual({})
    expect((await dynamo.query(all())).Items).toEqual([])
  })

  it('refuses what DynamoDB refuses, by its name', async () => {
    await expect(dynamo.get({ TableName: table, Key: { other: 1 } })).rejects.toMatchObject({
      ...{ name: 'ValidationException', $fault: 'client', $metadata: { httpStatusCode: 400 } },
    })
    await expect(dynamo.get({ TableName: 'no-such-table', Key: { pk, sk: '' } })).rejects.toMatchObject({
      $fault: 'client',
    })
  })

  it('is nobody with the wrong secret', async () => {
    const stranger = open('wrong')
    await expect(stranger.calls.get({ TableName: table, Key: { pk, sk: 'a' } })).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    })
    stranger.close()
  })

  function all() {
    return {
      ...{ TableName: table, KeyConditionExpression: 'pk = :pk', ConsistentRead: true },
      ExpressionAttributeValues: { ':pk': pk },
    }
  }
})
