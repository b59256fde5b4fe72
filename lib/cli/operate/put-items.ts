import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'

/** Writes under way at once: a table on demand takes many more, one machine's connections do not. */
const AT_ONCE = 25

export type Item = Record<string, AttributeValue>

/**
 * Puts items into a table whose partition key is `key`. What is there under the same key stays as it is, unless
 * `overwrite`. Writing again changes nothing.
 */
export async function putItems(
  client: DynamoDBClient,
  { table, key }: { table: string; key: string },
  items: readonly Item[],
  { overwrite = false } = {},
): Promise<{ copied: number; kept: number }> {
  const counts = { copied: 0, kept: 0 }
  const condition = overwrite
    ? {}
    : { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': key } }
  const put = async (Item: Item) => {
    try {
      await client.send(new PutItemCommand({ TableName: table, Item, ...condition }))
      counts.copied++
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
      counts.kept++
    }
  }
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await Promise.all(items.slice(from, from + AT_ONCE).map(put))
  }
  return counts
}
