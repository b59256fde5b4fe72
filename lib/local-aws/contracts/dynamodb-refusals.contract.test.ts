import { connect } from 'node:net'
import { crc32 } from 'node:zlib'
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  ExecuteStatementCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestTable, type DynamodbTarget, openDynamodbTarget } from '../testing/dynamodb-test-table.ts'
import { onlyLocally } from '../testing/only-locally.ts'

let aws: DynamodbTarget
beforeAll(async () => {
  aws = await openDynamodbTarget()
})
afterAll(() => aws.close())

const item = (more: object = {}) =>
  new PutItemCommand({ TableName: aws.table, Item: { pk: { S: 'a' }, sk: { S: 'b' }, ...more } })
const invalid = (message: RegExp) => ({
  name: 'ValidationException',
  message: expect.stringMatching(message),
})

describe('a request is refused when', () => {
  test('its table does not exist, or has no possible name', async () => {
    const get = (TableName: string) =>
      aws.client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: 'b' } } }))
    await expect(get(`${aws.table}-none`)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(get('no spaces!')).rejects.toMatchObject(invalid(/tableName|TableName/))
  })

  test('it creates a table that is there already', async () => {
    await expect(createTestTable(aws.client, aws.table)).rejects.toMatchObject({
      name: 'ResourceInUseException',
    })
  })

  test('an item is over 400 KB, counted in bytes and not in letters', async () => {
    await aws.client.send(item({ text: { S: 'x'.repeat(399 * 1024) } }))
    const tooLarge = invalid(/maximum allowed size/)
    await expect(aws.client.send(item({ text: { S: 'x'.repeat(401 * 1024) } }))).rejects.toMatchObject(
      tooLarge,
    )
    await expect(aws.client.send(item({ text: { S: '館'.repeat(140 * 1024) } }))).rejects.toMatchObject(
      tooLarge,
    )
  })

  test('a key is missing, empty or of the wrong type', async () => {
    await expect(aws.client.send(item({ sk: { N: '1' } }))).rejects.toMatchObject(
      invalid(/Type mismatch for key sk/),
    )
    await expect(aws.client.send(item({ sk: { S: '' } }))).rejects.toMatchObject(invalid(/empty string/))
    const noKey = new PutItemCommand({ TableName: aws.table, Item: { pk: { S: 'a' } } })
    await expect(aws.client.send(noKey)).rejects.toMatchObject(invalid(/Missing the key sk/))
  })

  test('a set is empty', async () => {
    await expect(aws.client.send(item({ words: { SS: [] } }))).rejects.toMatchObject(
      invalid(/may not be empty/),
    )
  })

  test('an expression uses a reserved word or a name it does not define', async () => {
    const query = (KeyConditionExpression: string) =>
      aws.client.send(
        new QueryCommand({
          TableName: aws.table,
          IndexName: 'byOwner',
          KeyConditionExpression,
          ExpressionAttributeValues: { ':o': { S: 'ann' } },
        }),
      )
    await expect(query('owner = :o')).rejects.toMatchObject(invalid(/reserved keyword: owner/))
    await expect(query('#owner = :o')).rejects.toMatchObject(invalid(/#owner/))
  })

  test('a batch has more than 25 writes, or one item twice', async () => {
    const batch = (keys: number[]) =>
      aws.client.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [aws.table]: keys.map(sk => ({
              PutRequest: { Item: { pk: { S: 'batch' }, sk: { S: `${sk}` } } },
            })),
          },
        }),
      )
    await expect(batch(Array.from({ length: 26 }, (_, at) => at))).rejects.toMatchObject(invalid(/25/))
    await expect(batch([1, 2, 1])).rejects.toMatchObject(invalid(/duplicates/))
  })
})

describe('a signature is refused when', () => {
  const list = new ListTablesCommand({})
  const account = () => aws.target.account

  test('the secret is wrong', async () => {
    const { accessKeyId } = await aws.client.config.credentials()
    const forged = aws.clientWith({ credentials: { accessKeyId, secretAccessKey: 'guessed' } })
    await expect(forged.send(list)).rejects.toMatchObject({ name: 'InvalidSignatureException' })
  })

  test('nobody has that access key', async () => {
    const { secretAccessKey } = account()
    const stranger = aws.clientWith({
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey },
    })
    await expect(stranger.send(list)).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
  })

  test.each([-16, 16])('the clock is %i minutes off', async minutes => {
    const skewed = aws.clientWith({ systemClockOffset: minutes * 60_000, maxAttempts: 1 })
    await expect(skewed.send(list)).rejects.toMatchObject({ name: 'InvalidSignatureException' })
  })

  test('and an SDK that may try again sets its clock by the answer', async () => {
    const skewed = aws.clientWith({ systemClockOffset: -16 * 60_000 })
    expect((await skewed.send(list)).$metadata.attempts).toBe(2)
  })

  test('it was made for another region', async () => {
    const elsewhere = aws.clientWith({ region: 'eu-west-1', endpoint: await ownEndpoint() })
    await expect(elsewhere.send(list)).rejects.toMatchObject({ name: 'InvalidSignatureException' })
  })

  test('there is none, and the answer is checksummed and numbered like any other', async () => {
    const response = await fetch(await ownEndpoint(), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.ListTables',
      },
      body: '{}',
    })
    const text = await response.text()
    expect(response.status).toBe(400)
    expect(JSON.parse(text).__type).toBe('com.amazon.coral.service#MissingAuthenticationTokenException')
    expect(response.headers.get('x-amz-crc32')).toBe(String(crc32(text)))
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[\w-]{20,}$/)
  })

  async function ownEndpoint() {
    return aws.target.endpoint ?? `https://dynamodb.${aws.target.region}.amazonaws.com`
  }
})

test('an operation that nobody has heard of is refused as such', async () => {
  const client = aws.clientWith({})
  client.middlewareStack.add(
    next => args => {
      ;(args.request as { headers: Record<string, string> }).headers['x-amz-target'] =
        'DynamoDB_20120810.Dance'
      return next(args)
    },
    { step: 'build', priority: 'low' },
  )
  await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  })
})

onlyLocally(
  'the real DynamoDB has PartiQL',
  'an operation of AWS that is not here is refused by its name',
  async () => {
    await expect(
      aws.client.send(new ExecuteStatementCommand({ Statement: 'SELECT 1' })),
    ).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('ExecuteStatement'),
    })
  },
)

onlyLocally(
  'the real DynamoDB has streams',
  'a field that would be ignored is refused by its name',
  async () => {
    const create = new CreateTableCommand({
      TableName: 'streamed',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    })
    await expect(aws.client.send(create)).rejects.toMatchObject(invalid(/StreamSpecification/))
  },
)

onlyLocally(
  'needs a plain connection',
  'a client that hangs up in the middle of a request harms nobody',
  async () => {
    const { port } = new URL(aws.target.endpoint!)
    const socket = connect(Number(port), '127.0.0.1')
    // "Continue" says that the request has reached its handler, which now waits for the rest.
    const reached = new Promise(resolve => socket.once('data', resolve))
    socket.write(
      'POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: DynamoDB_20120810.PutItem\r\n' +
        'expect: 100-continue\r\ncontent-length: 1000\r\n\r\n{"Ta',
    )
    expect(String(await reached)).toMatch(/^HTTP\/1.1 100/)
    const complaints = vi.spyOn(console, 'error')
    const closed = new Promise(resolve => socket.once('close', resolve))
    socket.resetAndDestroy()
    await closed
    await aws.client.send(new ListTablesCommand({}))
    expect(complaints).not.toHaveBeenCalled()
    complaints.mockRestore()
  },
)

test('expiry is switched on once, and described', async () => {
  const update = new UpdateTimeToLiveCommand({
    TableName: aws.table,
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
  })
  await aws.client.send(update)
  const { TimeToLiveDescription } = await aws.client.send(
    new DescribeTimeToLiveCommand({ TableName: aws.table }),
  )
  expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt' })
  expect(TimeToLiveDescription!.TimeToLiveStatus).toMatch(/^ENABL(ED|ING)$/)
  await expect(aws.client.send(update)).rejects.toMatchObject({ name: 'ValidationException' })
})
