import { createHash } from 'node:crypto'
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DynamodbTarget, openDynamodbTarget } from '../testing/dynamodb-test-table.ts'

let aws: DynamodbTarget
beforeAll(async () => {
  aws = await openDynamodbTarget()
})
afterAll(() => aws.close())

const put = (Item: Record<string, unknown>) =>
  aws.documents.send(new PutCommand({ TableName: aws.table, Item }))
const queryPages: DynamodbTarget['queryPages'] = query => aws.queryPages(query)

describe('indexes', () => {
  const ofOwner = async (owner: string) => {
    const query = {
      IndexName: 'byOwner',
      KeyConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': owner },
      Limit: 2,
    }
    return (await queryPages(query)).flat().map(item => `${item.pk}/${item.sk}`)
  }

  test('follow an item that changes hands and forget one that is deleted or loses the attribute', async () => {
    for (const pk of ['b1', 'b2', 'b3', 'b4', 'b5']) await put({ pk, sk: pk, owner: 'ann' })
    expect(await eventually(() => ofOwner('ann'), 5)).toEqual(['b1/b1', 'b2/b2', 'b3/b3', 'b4/b4', 'b5/b5'])

    await put({ pk: 'b1', sk: 'b1', owner: 'bob' })
    await aws.documents.send(new DeleteCommand({ TableName: aws.table, Key: { pk: 'b2', sk: 'b2' } }))
    await aws.documents.send(
      new UpdateCommand({
        TableName: aws.table,
        Key: { pk: 'b3', sk: 'b3' },
        UpdateExpression: 'REMOVE #owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
      }),
    )
    expect(await eventually(() => ofOwner('ann'), 2)).toEqual(['b4/b4', 'b5/b5'])
    expect(await eventually(() => ofOwner('bob'), 1)).toEqual(['b1/b1'])
  })

  test('keep two items apart whose keys an index could confuse', async () => {
    const [one, other] = twoKeysWithTheSameShortHash()
    await put({ pk: 'same', sk: one, kind: 'twins' })
    await put({ pk: 'same', sk: other, kind: 'twins' })
    const twins = async () =>
      (
        await queryPages({
          IndexName: 'keysByKind',
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': 'twins' },
          Limit: 1,
        })
      ).flat()
    const found = await eventually(twins, 2)
    expect(found.map(item => item.sk).sort()).toEqual([one, other].sort())
    expect(Object.keys(found[0]!).sort()).toEqual(['kind', 'pk', 'sk'])
  })

  /** Indexes of the real DynamoDB lag a little behind; on loopback the first look is enough. */
  async function eventually<T>(look: () => Promise<T[]>, count: number): Promise<T[]> {
    let found = await look()
    for (let again = 0; found.length !== count && again < 50; again++) found = await look()
    return found
  }
})

/** Two sort keys in partition `same` that share the six hex digits with which dynalite tells index rows apart. */
function twoKeysWithTheSameShortHash(): [string, string] {
  const seen = new Map<string, string>()
  for (let at = 0; ; at++) {
    const sk = `c#${at}`
    const short = createHash('md5').update('Outliers').update('same').update(sk).digest('hex').slice(0, 6)
    const twin = seen.get(short)
    if (twin) return [twin, sk]
    seen.set(short, sk)
  }
}
