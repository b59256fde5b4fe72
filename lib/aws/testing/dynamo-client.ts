import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { PATIENCE } from '../patience.ts'

export type Dynamo = DynamoDBDocumentClient

export function dynamoClient(region: string): Dynamo {
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({ region, maxAttempts: 4, requestHandler: PATIENCE }),
    {
      marshallOptions: { removeUndefinedValues: true },
    },
  )
}
