import { type DynamoDBClient, GetItemCommand, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb'
import type { Item } from '../put-items.ts'

/** All rows of one partition of a bots table, as they are stored. */
export async function rowsOf(
  client: DynamoDBClient,
  table: string,
  pk: string,
  prefix = '',
): Promise<Item[]> {
  const rows: Item[] = []
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :sk)' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk }, ...(prefix && { ':sk': { S: prefix } }) },
      ConsistentRead: true,
    },
  )
  for await (const { Items = [] } of pages) rows.push(...Items)
  return rows
}

export async function rowOf(
  client: DynamoDBClient,
  table: string,
  pk: string,
  sk: string,
): Promise<Item | null> {
  const Key = { pk: { S: pk }, sk: { S: sk } }
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))
  return Item ?? null
}

/** The passages of one document in a vectors table, page by page. */
export async function* passageRows(
  client: DynamoDBClient,
  table: string,
  botId: string,
  documentId: string,
  options: { keysOnly?: boolean } = {},
): AsyncGenerator<Item[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: 'botId = :bot AND begins_with(chunkId, :document)',
      ExpressionAttributeValues: { ':bot': { S: botId }, ':document': { S: `${documentId}#` } },
      ...(options.keysOnly && { ProjectionExpression: 'chunkId' }),
      ConsistentRead: true,
    },
  )
  for await (const { Items = [] } of pages) yield Items
}

/** Ids of every guide in a bots table: reads all of it. */
export async function guideIds(client: DynamoDBClient, table: string): Promise<string[]> {
  const ids: string[] = []
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      FilterExpression: 'sk = :bot',
      ExpressionAttributeValues: { ':bot': { S: 'BOT' } },
      ProjectionExpression: 'id',
    },
  )
  for await (const { Items = [] } of pages) ids.push(...Items.map(item => textOf(item, 'id')))
  return ids.toSorted()
}

/** What a row says under a name; '' where it says nothing there. */
export function textOf(row: Item, name: string): string {
  return row[name]?.S ?? ''
}

export function numberOf(row: Item, name: string): number {
  return Number(row[name]?.N ?? 0)
}
