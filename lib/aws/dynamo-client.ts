import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export type Dynamo = DynamoDBDocumentClient

export function dynamoClient(region: string): Dynamo {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ region, maxAttempts: 5 }), {
    marshallOptions: { removeUndefinedValues: true },
  })
}

/** The item changed under us, or is not what the write expected. */
export function isConditionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'ConditionalCheckFailedException') return true
  const reasons = 'CancellationReasons' in error ? (error.CancellationReasons as { Code?: string }[]) : []
  return (
    error.name === 'TransactionCanceledException' &&
    reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')
  )
}

/** Another transaction held the item: the same write can go through a moment later. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'TransactionConflictException' || error.name === 'TransactionInProgressException')
    return true
  const reasons = 'CancellationReasons' in error ? (error.CancellationReasons as { Code?: string }[]) : []
  return (
    error.name === 'TransactionCanceledException' &&
    reasons.some(({ Code }) => Code === 'TransactionConflict')
  )
}
