import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { crc32 } from 'node:zlib'
import type { BatchGetCommandInput, BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { type DynamoCalls, pagesOf } from '../dynamo-calls.ts'
import { PATIENCE } from '../patience.ts'
import { AwsService } from './aws-service.ts'
import { marshallMap } from './marshall.ts'
import { readBody } from './read-body.ts'
import { DamagedAnswer } from './repeatable.ts'
import { unmarshallMap } from './unmarshall.ts'

const VERSION = 'DynamoDB_20120810.'
/** DynamoDB gives 16 MB at most, in a BatchGetItem; base64 makes four bytes of three. */
const MAX_ANSWER_BYTES = 32 * 1_048_576

/** As the SDK's client of the stores: `dynamoClient`. */
const ATTEMPTS = 4

/** DynamoDB at its usual address, as whoever the process is. */
export function dynamoService(region: string): AwsService {
  return new AwsService({
    ...{ serviceId: 'DynamoDB', hostPrefix: 'dynamodb', signingName: 'dynamodb', region },
    ...{ patience: PATIENCE, attempts: ATTEMPTS },
  })
}

/** DynamoDB over signed calls of our own: JSON 1.0, each answer held against its checksum. */
export function wireDynamo(service: AwsService): DynamoCalls {
  const calls: DynamoCalls = {
    get: async input => read(await ask('GetItem', write(input), READS)),
    put: async input => read(await ask('PutItem', write(input), WRITES)),
    update: async input => read(await ask('UpdateItem', write(input), WRITES)),
    delete: async input => read(await ask('DeleteItem', write(input), WRITES)),
    query: async input => read(await ask('Query', write(input), READS)),
    batchGet: async input => readBatch(await ask('BatchGetItem', writeKeys(input), READS)),
    batchWrite: async input => readBatch(await ask('BatchWriteItem', writeRequests(input), WRITES)),
    transactWrite: input => {
      const TransactItems = input.TransactItems?.map(part => mapValues(part, write))
      // Of one call sent twice DynamoDB applies one.
      const ClientRequestToken = input.ClientRequestToken ?? randomUUID()
      return ask('TransactWriteItems', { ...input, TransactItems, ClientRequestToken }, WRITES)
    },
    queryPages: input => pagesOf(calls.query, input),
    scanPages: input => pagesOf(async page => read(await ask('Scan', write(page), READS)), input),
  }
  return calls

  function ask(operation: string, input: object, { readsOnly }: { readsOnly: boolean }): Promise<object> {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': VERSION + operation }
    return service.call({ path: '/', headers, body: JSON.stringify(input), readsOnly }, readAnswer)
  }
}

const READS = { readsOnly: true }
const WRITES = { readsOnly: false }

async function readAnswer(answer: IncomingMessage): Promise<object> {
  const bytes = await readBody(answer, MAX_ANSWER_BYTES)
  const checksum = answer.headers['x-amz-crc32']
  if (checksum !== undefined && Number(checksum) !== crc32(bytes)) {
    throw new DamagedAnswer('The answer of DynamoDB does not have the checksum that it came with.')
  }
  return JSON.parse(bytes.toString('utf8'))
}

interface PlainFields {
  Key?: object
  Item?: object
  ExpressionAttributeValues?: object
  ExclusiveStartKey?: object
}

/** The fields of a request that hold plain values, marshalled. */
function write(input: PlainFields): object {
  const written = { ...input }
  if (input.Key) written.Key = marshallMap(input.Key)
  if (input.Item) written.Item = marshallMap(input.Item)
  if (input.ExpressionAttributeValues)
    written.ExpressionAttributeValues = marshallMap(input.ExpressionAttributeValues)
  if (input.ExclusiveStartKey) written.ExclusiveStartKey = marshallMap(input.ExclusiveStartKey)
  return written
}

// biome-ignore lint/suspicious/noExplicitAny: DynamoDB's own JSON, unmarshalled into what the SDK's types promise
type Json = any

/** The fields of an answer that hold items, unmarshalled in place. */
function read(answer: Json): Json {
  for (const field of ['Item', 'Attributes', 'LastEvaluatedKey']) {
    if (answer[field]) answer[field] = unmarshallMap(answer[field])
  }
  if (answer.Items) answer.Items = answer.Items.map(unmarshallMap)
  return answer
}

function writeKeys(input: BatchGetCommandInput): object {
  const RequestItems = mapValues(input.RequestItems ?? {}, request => ({
    ...request,
    Keys: request.Keys?.map(marshallMap),
  }))
  return { ...input, RequestItems }
}

function writeRequests(input: BatchWriteCommandInput): object {
  const RequestItems = mapValues(input.RequestItems ?? {}, requests =>
    requests.map(request => mapValues(request, write)),
  )
  return { ...input, RequestItems }
}

/** What a batch gave, and what of it is left to be asked again, in the shape it was asked in. */
function readBatch(answer: Json): Json {
  const { Responses, UnprocessedKeys, UnprocessedItems } = answer
  if (Responses) answer.Responses = mapValues(Responses, (items: Json[]) => items.map(unmarshallMap))
  if (UnprocessedKeys)
    answer.UnprocessedKeys = mapValues(UnprocessedKeys, (request: Json) => ({
      ...request,
      Keys: request.Keys.map(unmarshallMap),
    }))
  if (UnprocessedItems)
    answer.UnprocessedItems = mapValues(UnprocessedItems, (requests: Json[]) =>
      requests.map(request => mapValues(request, unmarshallRequest)),
    )
  return answer
}

function unmarshallRequest({ Item, Key }: Json): object {
  return Item ? { Item: unmarshallMap(Item) } : { Key: unmarshallMap(Key) }
}

function mapValues<Value, Other>(
  record: Record<string, Value>,
  map: (value: Value) => Other,
): Record<string, Other> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}
