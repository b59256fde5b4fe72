import { GetCommand, PutCommand, TransactGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DynamodbTarget, openDynamodbTarget } from '../testing/dynamodb-test-table.ts'

let aws: DynamodbTarget
beforeAll(async () => {
  aws = await openDynamodbTarget()
})
afterAll(() => aws.close())

type Entries = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>

const key = (sk: string) => ({ TableName: aws.table, Key: { pk: 'tx', sk } })
const put = (sk: string, more: object = {}) => ({
  Put: { TableName: aws.table, Item: { pk: 'tx', sk, ...more } },
})
const addOne = (sk: string) => ({
  Update: { ...key(sk), UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } },
})
const transact = (TransactItems: Entries, ClientRequestToken?: string) =>
  aws.documents.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }))
const get = async (sk: string) =>
  (await aws.documents.send(new GetCommand({ ...key(sk), ConsistentRead: true }))).Item

test('writes of every kind happen together', async () => {
  await aws.documents.send(new PutCommand(put('old').Put))
  await aws.documents.send(new PutCommand(put('guard', { open: true }).Put))
  await transact([
    put('new', { owner: 'ann' }),
    addOne('counter'),
    { Delete: key('old') },
    {
      ConditionCheck: {
        ...key('guard'),
        ConditionExpression: '#open = :yes',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':yes': true },
      },
    },
  ])
  const { Responses } = await aws.documents.send(
    new TransactGetCommand({
      TransactItems: [
        { Get: key('new') },
        { Get: { ...key('counter'), ProjectionExpression: 'n' } },
        { Get: key('old') },
      ],
    }),
  )
  expect(Responses!.map(({ Item }) => Item)).toEqual([
    { pk: 'tx', sk: 'new', owner: 'ann' },
    { n: 1 },
    undefined,
  ])
})

test('one failed condition cancels all, and the reasons say which', async () => {
  await aws.documents.send(new PutCommand(put('taken', { by: 'first' }).Put))
  const attempt = transact([
    put('never'),
    {
      Put: {
        ...put('taken', { by: 'second' }).Put,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    addOne('never-counted'),
  ])
  await expect(attempt).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message: expect.stringContaining('[None, ConditionalCheckFailed, None]'),
    CancellationReasons: [
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        // lib-dynamodb unmarshalls answers, not exceptions.
        Item: { pk: { S: 'tx' }, sk: { S: 'taken' }, by: { S: 'first' } },
      },
      { Code: 'None' },
    ],
  })
  expect(await get('never')).toBeUndefined()
  expect(await get('never-counted')).toBeUndefined()
  expect(await get('taken')).toMatchObject({ by: 'first' })
})

test('an update that does not fit its item cancels all as a validation error', async () => {
  await aws.documents.send(new PutCommand(put('word', { n: 'not a number' }).Put))
  await expect(transact([put('beside-word'), addOne('word')])).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
  })
  expect(await get('beside-word')).toBeUndefined()
})

test('one item cannot be in a transaction twice', async () => {
  await expect(transact([put('twice'), addOne('twice')])).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Transaction request cannot include multiple operations on one item',
  })
  expect(await get('twice')).toBeUndefined()
})

test('a hundred writes are accepted, one more is not', async () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => put(`many-${at}`, { count }))
  await transact(many(100))
  expect(await get('many-99')).toMatchObject({ count: 100 })
  await expect(transact(many(101))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('100'),
  })
  expect(await get('many-0')).toMatchObject({ count: 100 })
})

test('a table that does not exist fails the request, not a member', async () => {
  const elsewhere = { Put: { TableName: `${aws.table}-not-here`, Item: { pk: 'a', sk: 'b' } } }
  await expect(transact([put('lonely'), elsewhere])).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  expect(await get('lonely')).toBeUndefined()
})

test('the same token carries out the transaction once, and refuses a different one', async () => {
  const token = `token-${Date.now()}`
  await transact([addOne('by-token')], token)
  await transact([addOne('by-token')], token)
  expect(await get('by-token')).toMatchObject({ n: 1 })
  await expect(transact([addOne('other')], token)).rejects.toMatchObject({
    name: 'IdempotentParameterMismatchException',
  })
})

test('of many transactions on one item each is carried out or refused for the conflict', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => transact([addOne('contended')])))
  const refused = outcomes.filter(outcome => outcome.status === 'rejected')
  for (const { reason } of refused) {
    expect(reason).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    })
  }
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThan(20)
  expect(await get('contended')).toMatchObject({ n: 20 - refused.length })
  // Nothing is left locked behind.
  await transact([addOne('contended')])
})

test('a transactional read never sees half of a transactional write', async () => {
  const pair = ['left', 'right']
  const writing = (async () => {
    for (let at = 0; at < 30; at++) await transact(pair.map(addOne))
  })()
  for (let at = 0; at < 30; at++) {
    const read = aws.documents.send(
      new TransactGetCommand({ TransactItems: pair.map(sk => ({ Get: key(sk) })) }),
    )
    // The real DynamoDB may refuse the read for the conflict instead.
    const [seen] = await Promise.allSettled([read])
    if (seen!.status === 'rejected') {
      expect(seen!.reason.name).toBe('TransactionCanceledException')
    } else {
      const [left, right] = seen!.value.Responses!
      expect(left!.Item?.n).toBe(right!.Item?.n)
    }
  }
  await writing
})
