import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Dynamo } from './dynamo-client.ts'

/** What waits in `status-index` for the sweep. */
type WorkState = 'document' | 'deleting-bot' | 'closing-account'

/** Items of one kind without a sign of life since `before`, the longest quiet first. */
export async function quietItems(
  dynamo: Dynamo,
  table: string,
  workState: WorkState,
  { before, limit }: { before: string; limit: number },
): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'status-index',
      KeyConditionExpression: 'workState = :state AND heartbeat < :before',
      ExpressionAttributeValues: { ':state': workState, ':before': before },
      Limit: limit,
    }),
  )
  return Items
}
