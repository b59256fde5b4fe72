import { DescribeTableCommand, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import { CannotBegin } from './cannot-begin.ts'
import { putItems } from './put-items.ts'

/**
 * Puts every item of `from` into `to`. What is in `to` under the same key stays as it is, unless `overwrite`.
 * May be run again after it broke off. Throws `CannotBegin` where the keys of the two tables differ.
 */
export async function copyTable(
  client: DynamoDBClient,
  from: string,
  to: string,
  { overwrite = false } = {},
): Promise<{ copied: number; kept: number }> {
  const [key, otherKey] = [await keyOf(client, from), await keyOf(client, to)]
  if (key.join() !== otherKey.join()) {
    throw new CannotBegin(`${from} has the keys ${key.join(', ')}, but ${to} has ${otherKey.join(', ')}.`)
  }
  const counts = { copied: 0, kept: 0 }
  for await (const { Items = [] } of paginateScan({ client }, { TableName: from })) {
    const { copied, kept } = await putItems(client, { table: to, key: key[0]! }, Items, { overwrite })
    counts.copied += copied
    counts.kept += kept
  }
  return counts
}

export async function keyOf(client: DynamoDBClient, TableName: string): Promise<string[]> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }))
  return (Table?.KeySchema ?? []).map(({ AttributeName }) => AttributeName!)
}
