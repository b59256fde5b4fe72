import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb'

/** Writes under way at once: a table on demand takes many more, one machine's connections do not. */
const AT_ONCE = 25

/**
 * Puts every item of `from` into `to`. What is in `to` under the same key stays as it is, unless `overwrite`.
 * May be run again after it broke off. Throws where the keys of the two tables differ.
 */
export async function copyTable(
  client: DynamoDBClient,
  from: string,
  to: string,
  { overwrite = false } = {},
): Promise<{ copied: number; kept: number }> {
  const [key, otherKey] = [await keyOf(client, from), await keyOf(client, to)]
  if (key.join() !== otherKey.join()) {
    throw new Error(`${from} has the keys ${key.join(', ')}, but ${to} has ${otherKey.join(', ')}.`)
  }
  const counts = { copied: 0, kept: 0 }
  const put = async (Item: Record<string, AttributeValue>) => {
    const condition = overwrite
      ? {}
      : { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': key[0]! } }
    try {
      await client.send(new PutItemCommand({ TableName: to, Item, ...condition }))
      counts.copied++
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
      counts.kept++
    }
  }
  for await (const { Items = [] } of paginateScan({ client }, { TableName: from })) {
    while (Items.length) await Promise.all(Items.splice(0, AT_ONCE).map(put))
  }
  return counts
}

async function keyOf(client: DynamoDBClient, TableName: string): Promise<string[]> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }))
  return (Table?.KeySchema ?? []).map(({ AttributeName }) => AttributeName!)
}
