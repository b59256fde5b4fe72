import { GetCommand, paginateQuery, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { z } from 'zod'
import { messageSchema } from '#lib/core/chat/message.ts'
import type { ConversationStore } from '#lib/core/ports.ts'
import { writeAll } from './dynamo-batches.ts'
import { type Dynamo, retryConflicts } from './dynamo-client.ts'

const conversationSchema = z.object({
  id: z.string(),
  botId: z.string(),
  visitorId: z.string(),
  site: z.string(),
  title: z.string(),
  messageCount: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
})

const SECONDS_A_DAY = 86_400

/** Conversations (`pk BOT#bot`, `sk CHAT#id`) and their messages (`pk CHAT#id`, `sk MSG#id`), both with a TTL. */
export function dynamoConversationStore(dynamo: Dynamo, table: string): ConversationStore {
  return {
    async get(botId, id) {
      const Key = { pk: `BOT#${botId}`, sk: `CHAT#${id}` }
      const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
      return Item ? conversationSchema.parse(Item) : null
    },

    async list(botId, limit) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :chat)',
          ExpressionAttributeValues: { ':pk': `BOT#${botId}`, ':chat': 'CHAT#' },
          ScanIndexForward: false,
          Limit: limit,
        }),
      )
      return Items.map(item => conversationSchema.parse(item))
    },

    async messages(conversationId, limit) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `CHAT#${conversationId}` },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit,
        }),
      )
      return Items.map(item => messageSchema.parse(item)).toReversed()
    },

    async append(conversation, messages, retentionDays) {
      const expiresAt = Math.floor(Date.parse(conversation.updatedAt) / 1_000) + retentionDays * SECONDS_A_DAY
      const { id, botId, messageCount: _, ...fields } = conversation
      const names = Object.keys(fields) as (keyof typeof fields)[]
      const command = new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: table,
              Key: { pk: `BOT#${botId}`, sk: `CHAT#${id}` },
              UpdateExpression: `SET id = :id, botId = :bot, expiresAt = :expires, ${names.map(name => `#${name} = :${name}`).join(', ')} ADD messageCount :count`,
              ExpressionAttributeNames: Object.fromEntries(names.map(name => [`#${name}`, name])),
              ExpressionAttributeValues: {
                ':id': id,
                ':bot': botId,
                ':expires': expiresAt,
                ':count': messages.length,
                ...Object.fromEntries(names.map(name => [`:${name}`, fields[name]])),
              },
            },
          },
          ...messages.map(message => ({
            Put: {
              TableName: table,
              Item: { ...message, pk: `CHAT#${id}`, sk: `MSG#${message.id}`, expiresAt },
            },
          })),
        ],
      })
      // The same person may ask in two windows of one conversation.
      await retryConflicts(() => dynamo.send(command))
    },

    async deleteOfBot(botId) {
      for (const sk of ['CHAT#', 'DAY#']) {
        for await (const keys of keysOf(dynamo, table, `BOT#${botId}`, sk)) {
          for (const key of keys) {
            if (sk !== 'CHAT#') continue
            for await (const messages of keysOf(dynamo, table, key.sk, 'MSG#')) await deleteAll(messages)
          }
          await deleteAll(keys)
        }
      }
    },
  }

  async function deleteAll(keys: Key[]): Promise<void> {
    await writeAll(
      dynamo,
      table,
      keys.map(Key => ({ DeleteRequest: { Key } })),
    )
  }
}

interface Key {
  pk: string
  sk: string
}

async function* keysOf(dynamo: Dynamo, table: string, pk: string, prefix: string): AsyncGenerator<Key[]> {
  const pages = paginateQuery(
    { client: dynamo },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    },
  )
  for await (const { Items = [] } of pages) yield Items as Key[]
}
