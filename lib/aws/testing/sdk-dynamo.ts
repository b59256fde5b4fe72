import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { type DynamoCalls, pagesOf } from '../dynamo-calls.ts'
import type { Dynamo } from './dynamo-client.ts'

/** DynamoDB by the SDK's document client. */
export function sdkDynamo(client: Dynamo): DynamoCalls {
  const calls: DynamoCalls = {
    get: input => client.send(new GetCommand(input)),
    put: input => client.send(new PutCommand(input)),
    update: input => client.send(new UpdateCommand(input)),
    delete: input => client.send(new DeleteCommand(input)),
    query: input => client.send(new QueryCommand(input)),
    batchGet: input => client.send(new BatchGetCommand(input)),
    batchWrite: input => client.send(new BatchWriteCommand(input)),
    transactWrite: input => client.send(new TransactWriteCommand(input)),
    queryPages: input => pagesOf(calls.query, input),
    scanPages: input => pagesOf(page => client.send(new ScanCommand(page)), input),
  }
  return calls
}
