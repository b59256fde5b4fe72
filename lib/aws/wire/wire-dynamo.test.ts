import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hangsUp, ok, type ScriptedService, type Step, scriptedService } from './testing/scripted-service.ts'
import { wireDynamo } from './wire-dynamo.ts'

let service: ScriptedService
beforeEach(async () => {
  service = await scriptedService()
})
afterEach(() => service.close())

const Key = { pk: 'a', sk: 'b' }
const put = { TransactItems: [{ Put: { TableName: 't', Item: Key } }] }
const body = '{"Item":{"pk":{"S":"a"}}}'
const summed =
  (sum: number): Step =>
  answer =>
    void answer.writeHead(200, { 'x-amz-crc32': String(sum) }).end(body)

it('a transaction is sent again under the same token, of which DynamoDB applies one; the next has another', async () => {
  service.does(hangsUp, ok())
  const dynamo = wireDynamo(service.client())
  await dynamo.transactWrite(put)
  await dynamo.transactWrite(put)
  const tokens = service.calls.map(call => JSON.parse(call.body).ClientRequestToken)
  expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(tokens[1]).toBe(tokens[0])
  expect(tokens[2]).not.toBe(tokens[0])
  await dynamo.transactWrite({ ...put, ClientRequestToken: 'mine' })
  expect(JSON.parse(service.calls.at(-1)!.body).ClientRequestToken).toBe('mine')
})

it('an answer that does not have its checksum is asked for again, where nothing was written', async () => {
  service.does(summed(1), summed(crc32(body)))
  const dynamo = wireDynamo(service.client())
  expect(await dynamo.get({ TableName: 't', Key })).toEqual({ Item: { pk: 'a' } })
  expect(service.calls).toHaveLength(2)
  service.does(summed(1))
  const add = dynamo.update({ TableName: 't', Key, UpdateExpression: 'ADD n :one' })
  await expect(add).rejects.toMatchObject({ name: 'DamagedAnswer' })
  expect(service.calls).toHaveLength(3)
})

it('what a batch could not do comes back in plain values, to be asked for again', async () => {
  const keys = { t: { Keys: [{ pk: { S: 'a' } }], ConsistentRead: true } }
  const requests = {
    t: [{ PutRequest: { Item: { n: { N: '1' } } } }, { DeleteRequest: { Key: { pk: { S: 'a' } } } }],
  }
  service.does(
    ok(JSON.stringify({ Responses: {}, UnprocessedKeys: keys })),
    ok(JSON.stringify({ UnprocessedItems: requests })),
  )
  const dynamo = wireDynamo(service.client())
  const { UnprocessedKeys } = await dynamo.batchGet({ RequestItems: { t: { Keys: [{ pk: 'a' }] } } })
  expect(UnprocessedKeys).toEqual({ t: { Keys: [{ pk: 'a' }], ConsistentRead: true } })
  const { UnprocessedItems } = await dynamo.batchWrite({ RequestItems: {} })
  expect(UnprocessedItems).toEqual({
    t: [{ PutRequest: { Item: { n: 1 } } }, { DeleteRequest: { Key: { pk: 'a' } } }],
  })
  await dynamo.batchWrite({ RequestItems: UnprocessedItems })
  expect(JSON.parse(service.calls.at(-1)!.body).RequestItems).toEqual(requests)
})
