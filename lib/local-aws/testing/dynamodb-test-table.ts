import { randomBytes } from 'node:crypto'
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import { type AwsTarget, openAwsTarget } from './aws-target.ts'
import { contractSettings } from './contract-settings.ts'

export interface DynamodbTarget {
  target: AwsTarget
  /** pk, sk; index `byOwner` on owner + sk, all attributes; index `keysByKind` on kind, keys only. */
  table: string
  client: DynamoDBClient
  documents: DynamoDBDocumentClient
  /** Another client of the same DynamoDB, for example with a wrong secret. */
  clientWith(config: DynamoDBClientConfig): DynamoDBClient
  /** Every page of a query, as the application reads them. */
  queryPages(query: Omit<QueryCommandInput, 'TableName'>): Promise<Record<string, unknown>[][]>
  close(): Promise<void>
}

/** A DynamoDB with one empty table that is deleted at the end. */
export async function openDynamodbTarget(): Promise<DynamodbTarget> {
  const target = await openAwsTarget()
  const clients: DynamoDBClient[] = []
  const clientWith = (config: DynamoDBClientConfig) => {
    const { region, endpoint, credentials } = target
    const client = new DynamoDBClient({ region, endpoint, ...(credentials && { credentials }), ...config })
    clients.push(client)
    return client
  }
  const client = clientWith({})
  const table = `${contractSettings.prefix}-${randomBytes(6).toString('hex')}`
  await createTestTable(client, table)
  const documents = DynamoDBDocumentClient.from(client)
  return {
    target,
    table,
    client,
    documents,
    clientWith,
    async queryPages(query) {
      const pages: Record<string, unknown>[][] = []
      let ExclusiveStartKey: Record<string, unknown> | undefined
      do {
        const page = await documents.send(new QueryCommand({ TableName: table, ...query, ExclusiveStartKey }))
        pages.push(page.Items ?? [])
        ExclusiveStartKey = page.LastEvaluatedKey
      } while (ExclusiveStartKey)
      return pages
    },
    async close() {
      await client.send(new DeleteTableCommand({ TableName: table }))
      for (const each of clients) each.destroy()
      await target.close()
    },
  }
}

export async function createTestTable(client: DynamoDBClient, table: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'owner', 'kind'].map(AttributeName => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byOwner',
          KeySchema: [
            { AttributeName: 'owner', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'keysByKind',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  )
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 5, maxWaitTime: 60 }, { TableName: table })
}
