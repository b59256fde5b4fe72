import type { DynamoCalls } from './dynamo-calls.ts'

/** What waits in `status-index` for the sweep. */
type WorkState = 'document' | 'deleting-bot' | 'closing-account'

/**
 * What is read of the items of one kind without a sign of life since `before`, the longest quiet first. An item of
 * which nothing is read (null) takes no other's place.
 */
export async function quietItems<Read>(
  dynamo: DynamoCalls,
  table: string,
  workState: WorkState,
  { before, limit, read }: { before: string; limit: number; read: (item: Item) => Read | null },
): Promise<Read[]> {
  const found: Read[] = []
  const pages = dynamo.queryPages({
    TableName: table,
    IndexName: 'status-index',
    KeyConditionExpression: 'workState = :state AND heartbeat < :before',
    ExpressionAttributeValues: { ':state': workState, ':before': before },
    Limit: limit,
  })
  for await (const { Items = [] } of pages) {
    found.push(...Items.map(read).filter(one => one !== null))
    if (found.length >= limit) break
  }
  return found.slice(0, limit)
}
type Item = Record<string, unknown>

export function idOf({ id }: Item): string {
  return String(id)
}
